// Keys of the labels page: digits set a value, y and n answer suggestions, arrows choose a neighbour (Shift: a row of them), Ctrl+A all, Ctrl+Z undo. Keys that go into a field are left alone.
export function attach() {
  const end = new AbortController(), press = name => document.querySelector(`[data-${name}]`)?.click();
  const step = { ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: cards => -columns(cards), ArrowDown: columns };
  let at = -1;
  document.addEventListener('click', event => { const card = event.target.closest?.('[data-pair]'); if (card) at = all().indexOf(card); }, { signal: end.signal });
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || event.target.closest?.('input, select, textarea, [contenteditable]')) return;
    const control = event.ctrlKey || event.metaKey, key = event.key;
    if (control && key.toLowerCase() === 'a') press('all');
    else if (control && key.toLowerCase() === 'z') press('undo');
    else if (!control && !event.repeat && /^[0-9]$/.test(key)) press(`value="${key}"`);
    else if (!control && !event.repeat && 'yn'.includes(key.toLowerCase())) press(key.toLowerCase() === 'y' ? 'yes' : 'no');
    else if (!control && step[key]) move(step[key](all()), event.shiftKey);
    else return;
    event.preventDefault();
  }, { signal: end.signal });

  function move(by, extend) {
    const cards = all(), only = cards.filter(card => card.getAttribute('aria-pressed') === 'true');
    if (only.length === 1) at = cards.indexOf(only[0]); // it may have gone on by itself after a digit
    const card = cards[Math.min(Math.max(at + by, 0), cards.length - 1)];
    card?.focus();
    card?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: extend }));
  }
  return { dispose() { end.abort(); } };
}

const all = () => [...document.querySelectorAll('[data-pair]')];

function columns(cards) {
  const top = cards[0]?.getBoundingClientRect().top;
  return cards.findIndex(card => card.getBoundingClientRect().top > top + 4) > 0 ? cards.findIndex(card => card.getBoundingClientRect().top > top + 4) : cards.length;
}
