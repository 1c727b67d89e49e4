// Keys of the review: A accepts, R rejects, O opens again, arrows go to the neighbours. Keys that somebody else has used, or that go into a field, are left alone.
const targets = { a: 'accept', r: 'reject', o: 'reopen', arrowleft: 'previous', arrowright: 'next' };

export function attach() {
  const end = new AbortController();
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, select, textarea, [contenteditable]')) return;
    const name = targets[event.key.toLowerCase()], target = name && document.querySelector(`[data-${name}]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  }, { signal: end.signal });
  return { dispose() { end.abort(); } };
}
