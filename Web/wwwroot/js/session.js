// Signing out is a form post with the page's request token: a cookie cannot be changed over the circuit.
window.portalSession = {
  token: () => document.querySelector('meta[name="request-token"]')?.content ?? '',
  signOut: () => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/account/sign-out';
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: '__RequestVerificationToken', value: window.portalSession.token() });
    form.append(field);
    document.body.append(form);
    form.submit();
  },
};
