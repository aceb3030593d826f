'use strict';
(() => {
  const articles = [...document.querySelectorAll('article')];
  const groups = [...document.querySelectorAll('section.rule')];
  const bars = [...document.querySelectorAll('#chart button')];
  const form = document.getElementById('filters');
  const text = document.getElementById('text');
  const shown = document.getElementById('shown');
  const selects = [...form.querySelectorAll('select')];
  const words = new Map(articles.map(article => [article, article.textContent.toLowerCase()]));
  let family = '';

  function filter() {
    const wanted = text.value.trim().toLowerCase().split(/\s+/).filter(word => word);
    let count = 0;
    for (const article of articles) {
      const fits = (!family || article.dataset.family === family)
        && selects.every(select => !select.value || article.dataset[select.id].split('\n').includes(select.value))
        && wanted.every(word => words.get(article).includes(word));
      article.hidden = !fits;
      count += fits ? 1 : 0;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector('article:not([hidden])');
    }
    for (const bar of bars) {
      bar.setAttribute('aria-pressed', String(bar.dataset.family === family));
    }
    shown.textContent = count + ' shown';
  }

  function move(step) {
    const visible = articles.filter(article => !article.hidden);
    const at = visible.indexOf(document.activeElement.closest('article'));
    const next = visible[at < 0 ? 0 : Math.min(visible.length - 1, Math.max(0, at + step))];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    }
  }

  function reveal() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.closest('details')) {
      target.closest('details').open = true;
      target.scrollIntoView({ block: 'center' });
    }
  }

  // A link can choose what is shown: ?rule=PSAFE701&text=git
  for (const [name, value] of new URLSearchParams(location.search)) {
    const control = document.getElementById(name);
    if (control && form.contains(control)) {
      control.value = value;
    }
  }

  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { family = ''; filter(); }));
  for (const bar of bars) {
    bar.addEventListener('click', () => {
      family = family === bar.dataset.family ? '' : bar.dataset.family;
      filter();
    });
  }
  document.getElementById('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
  });
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.target.matches('input, select')) {
      if (event.key === 'Escape') {
        event.target.blur();
      }
      return;
    }
    if (event.key === '/') {
      event.preventDefault();
      text.focus();
    } else if (event.key === 'j') {
      move(1);
    } else if (event.key === 'k') {
      move(-1);
    } else if (event.key === 'Enter' && event.target.matches('article')) {
      const all = [...event.target.querySelectorAll('details')];
      const open = all.some(details => !details.open);
      all.forEach(details => { details.open = open; });
    }
  });
  addEventListener('hashchange', reveal);
  filter();
  reveal();
})();
