/** One sheet, in the page itself: nothing else is fetched. */
export const docsStyle = `
:root { color-scheme: light dark; --paper: #fbf8f3; --card: #fff; --ink: #1d1b16; --soft: #635d51;
  --line: #e4ddd0; --mark: #b4531a; }
@media (prefers-color-scheme: dark) { :root { --paper: #15130f; --card: #1f1c17; --ink: #f1ece2;
  --soft: #b1a897; --line: #37322a; --mark: #f0935a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 2rem) 4rem; }
h1 { margin: 0 0 1rem; font-size: clamp(1.8rem, 6vw, 2.8rem); letter-spacing: -0.02em; }
h1 small { color: var(--soft); font-size: 1rem; }
h2 { margin: 2.4rem 0 0.2rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; margin: 0 0 1rem; }
h3 { margin: 1rem 0 0.2rem; font-size: 0.9rem; color: var(--soft); }
details { margin: 0.5rem 0; padding: 0.6rem 1rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 0.7rem; }
details:target { border-color: var(--mark); }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary b { color: var(--mark); }
summary span { color: var(--soft); }
pre { overflow: auto; max-height: 28rem; padding: 0.8rem; border: 1px solid var(--line);
  border-radius: 0.5rem; font-size: 0.82rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.4rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; }
a { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 3px; border-radius: 0.2rem; }
`;
