// When the server no longer knows the circuit, a reload finds the same page again: its state is in the address and the database.
const panel = document.getElementById('components-reconnect-modal');
panel?.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  if (state === 'show') panel.showModal();
  else if (state === 'hide') panel.close();
  else if (state === 'failed') document.addEventListener('visibilitychange', () => { if (!document.hidden) location.reload(); }, { once: true });
  else if (state === 'rejected') location.reload();
});
