// Runs before the first paint, so that no page flashes in the wrong light. The choice is "system" until the person picks one.
(() => {
  const key = 'tp-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  const choice = () => { try { return localStorage.getItem(key) || 'system'; } catch { return 'system'; } };
  const isDark = () => choice() === 'dark' || (choice() === 'system' && system.matches);
  const paint = () => { document.documentElement.dataset.theme = isDark() ? 'dark' : 'light'; };
  window.portalTheme = {
    read: () => ({ choice: choice(), dark: isDark() }),
    choose: value => { try { localStorage.setItem(key, value); } catch { /* private window: the choice lasts for this page */ } paint(); return isDark(); },
  };
  system.addEventListener('change', paint);
  paint();
})();
