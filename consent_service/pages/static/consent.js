// What pages do better with a script. Each works without.
import { initAll } from './govuk-frontend.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// Whoever leaves in a hurry is not led back by the back button. Shift three times does the same.
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
  document.addEventListener('keyup', (event) => {
    presses = event.key === 'Shift' ? [...presses.slice(-2), event.timeStamp] : []
    if (presses.length === 3 && presses[2] - presses[0] < 3000) leave()
  })
}
