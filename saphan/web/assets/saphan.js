// Small helps on top of pages that work without them: partial lists, row keys, unsaved work, copying.
import htmx from 'htmx.org/dist/htmx.esm.js'

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  timeout: 30000,
})

const rowsOf = (list) => [...list.querySelectorAll('tbody tr[data-href]')]

function stand(row) {
  for (const other of rowsOf(row.closest('[data-list]'))) delete other.dataset.here
  row.dataset.here = ''
  row.querySelector('a').focus({ preventScroll: true })
  row.scrollIntoView({ block: 'nearest' })
}

function step(event) {
  const list = document.querySelector('[data-list]')
  if (!list || event.altKey || event.ctrlKey || event.metaKey) return
  if (event.target.closest('select, textarea, summary, input:not([type=search])')) return
  const rows = rowsOf(list)
  const here = rows.findIndex((row) => 'here' in row.dataset)
  const to = { ArrowDown: Math.min(here + 1, rows.length - 1), ArrowUp: here - 1 }[event.key]
  if (to === undefined || !rows.length) return
  if (to >= 0) stand(rows[to])
  else if (here === 0) leave(rows[0])
  event.preventDefault()
}

function leave(row) {
  delete row.dataset.here
  document.querySelector('input[type=search]')?.focus()
}

function openRow(event) {
  const row = event.target.closest('tr[data-href]')
  if (!row || event.target.closest('a, button, input, label')) return
  if (String(getSelection())) return
  if (event.ctrlKey || event.metaKey) open(row.dataset.href)
  else location.assign(row.dataset.href)
}

async function copy(event) {
  const button = event.target.closest('button[data-copy]')
  if (!button) return
  await navigator.clipboard.writeText(button.dataset.copy)
  document.getElementById('said').textContent = button.dataset.copied
  button.textContent = button.dataset.copied
}

let unsaved = false

document.addEventListener('keydown', step)
document.addEventListener('click', openRow)
document.addEventListener('click', copy)
document.addEventListener('input', (event) => {
  if (event.target.closest('form[data-guard]')) unsaved = true
})
document.addEventListener('submit', (event) => {
  if (event.target.matches('form[data-guard]')) unsaved = false
})
addEventListener('beforeunload', (event) => {
  if (unsaved) event.preventDefault()
})
document.addEventListener('DOMContentLoaded', () => {
  if (document.querySelector('form[data-guard][data-changed]')) unsaved = true
  for (const button of document.querySelectorAll('button[data-copy]')) button.hidden = false
  document.querySelector('.problems')?.focus()
})
