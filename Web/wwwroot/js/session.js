// Signing out is a form post with the page's request token: a cookie cannot be changed over the circuit.
let leaving = false;
window.portalSession = {
  token: () => document.querySelector('meta[name="request-token"]')?.content ?? '',
  signOut: () => {
    if (leaving) return;
    leaving = true;
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/account/sign-out';
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: '__RequestVerificationToken', value: window.portalSession.token() });
    form.append(field);
    document.body.append(form);
    form.submit();
  },
};

// Works without a circuit too: whoever wants to leave must not depend on it.
document.addEventListener('click', event => {
  if (event.target.closest?.('[data-sign-out]')) window.portalSession.signOut();
});
