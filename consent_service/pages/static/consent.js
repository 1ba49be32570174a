// What pages do better with a script. Each works without.
import { initAll } from './govuk-frontend.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// Whoever leaves in a hurry is not led back by the back button. Escape or Shift three times does the same.
const exit = document.querySelector('.cs-exit')
if (exit) {
  const leave = (by = '') => {
    document.body.hidden = true
    sessionStorage.clear()
    localStorage.clear()
    location.replace(exit.href + by)
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
  // The page leaves by itself once nobody does anything here. Whoever types does, and so it is put off, and we hear of it;
  // without a script it leaves all the same, by what the page says of itself, which is stopped here.
  const idle = Number(exit.dataset.idle) * 1000
  if (idle) {
    let last = Date.now()
    let told = last
    const lives = () => { last = Date.now() }
    for (const kind of ['input', 'keydown', 'pointerdown', 'touchstart']) document.addEventListener(kind, lives, { passive: true })
    const look = () => {
      if (Date.now() - last >= idle) leave('?by=itself')
      else if (last - told > idle / 20) {
        told = last
        fetch('/sign-in/family', { cache: 'no-store' }).catch(() => {})
      }
    }
    const ours = () => {
      window.stop()
      setInterval(look, Math.min(10000, idle / 20))
      document.addEventListener('visibilitychange', look)
    }
    if (document.readyState === 'complete') ours()
    else addEventListener('load', ours)
  }
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
      if (reply.ok) {
        const answer = await reply.json()
        words = answer.said
        // Once the form is recorded its draft is thrown away, and so the form says which it is.
        if (kept.elements.draft) kept.elements.draft.value = answer.draft
      }
    } catch { /* The page says that it was not saved. */ }
    if (said) said.textContent = words
  }
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(save, 1500)
  }
  kept.addEventListener('input', soon)
  // What came back with the page, to be put right or gone on with, was typed too.
  if (new URLSearchParams(location.search).has('shown')) soon()
  kept.addEventListener('submit', () => clearTimeout(waiting))
}

// What is too long to be taken is not sent: it would be lost. A sign that is no Latin letter counts for several.
const tooLong = document.querySelector('.cs-too-long')
document.addEventListener('submit', (event) => {
  if (!tooLong || event.target.method !== 'post') return
  tooLong.hidden = new URLSearchParams(new FormData(event.target)).toString().length <= Number(tooLong.dataset.most)
  if (tooLong.hidden) return
  event.preventDefault()
  tooLong.focus()
})

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

// What was typed into one line comes back with the page, as a browser brings back what was typed into several: it is told
// to offer such lines to nobody on another form, and forgets them here too. On the pages of a family none are kept.
for (const whose of document.querySelectorAll('form[method="post"] input[name="whose"]')) {
  const { form } = whose
  const lines = [...form.querySelectorAll('input[type="text"][autocomplete="off"]')]
  if (exit || lines.length === 0) continue
  const place = `typed ${form.getAttribute('action')}`
  const before = (history.state && history.state[place]) || {}
  if (before.whose === whose.value) {
    for (const line of lines) if (line.name in before.typed) line.value = before.typed[line.name]
  }
  const remember = () => {
    const typed = Object.fromEntries(lines.map((line) => [line.name, line.value]))
    history.replaceState({ ...history.state, [place]: { whose: whose.value, typed } }, '')
  }
  form.addEventListener('change', remember)
  form.addEventListener('submit', remember)
}
