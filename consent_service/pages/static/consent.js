// What pages do better with a script. Each works without.
import { initAll } from './govuk-frontend.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// Whoever leaves in a hurry is not led back by the back button. Escape or Shift three times does the same.
const exit = document.querySelector('.cs-exit')
if (exit) {
  const leave = () => {
    document.body.hidden = true
    sessionStorage.clear()
    localStorage.clear()
    location.replace(exit.href)
  }
  exit.addEventListener('click', (event) => {
    event.preventDefault()
    leave()
  })
  let presses = []
  document.addEventListener('keyup', ({ key, timeStamp }) => {
    const before = presses.filter((one) => one.key === key).slice(-2)
    presses = ['Escape', 'Shift'].includes(key) ? [...before, { key, timeStamp }] : []
    if (presses.length === 3 && timeStamp - presses[0].timeStamp < 3000) leave()
  })
}

// What is typed into a long form is kept as a draft as it goes; the form works without.
const kept = document.querySelector('form[data-saves]')
if (kept) {
  const said = document.querySelector('.cs-saved')
  let waiting
  const save = async () => {
    const sent = new URLSearchParams(new FormData(kept))
    let words = 'Not saved. What you typed is still here: go on, and record it.'
    try {
      const reply = await fetch(kept.dataset.saves, { method: 'POST', body: sent, headers: { Accept: 'application/json' } })
      if (reply.ok) words = (await reply.json()).said
    } catch { /* The page says that it was not saved. */ }
    if (said) said.textContent = words
  }
  kept.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(save, 1500)
  })
  kept.addEventListener('submit', () => clearTimeout(waiting))
}

// Words that are to be sent are copied with one press. Without a script they can be marked as ever.
for (const button of document.querySelectorAll('.cs-copy')) {
  const words = document.getElementById(button.dataset.copies)
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(words.innerText)
    button.textContent = 'Copied'
  })
}

// Whoever goes back to a form that they sent finds it under the key it was sent under: pressed again it is recorded once,
// and what was changed since is said to have been recorded as it stood first.
for (const once of document.querySelectorAll('form[method="post"] input[name="once"]')) {
  const place = `once ${once.form.getAttribute('action')}`
  const sent = history.state && history.state[place]
  if (sent) once.value = sent
  once.form.addEventListener('submit', () => history.replaceState({ ...history.state, [place]: once.value }, ''))
}
