/** One sheet, in the page itself: nothing else is fetched. */
export const style = `
:root { color-scheme: light dark; --paper: #fbf8f3; --card: #fff; --ink: #1d1b16; --soft: #635d51;
  --line: #e4ddd0; --good: #1b6e3c; --warn: #8f4a00; --mark: #b4531a; }
@media (prefers-color-scheme: dark) { :root { --paper: #15130f; --card: #1f1c17; --ink: #f1ece2;
  --soft: #b1a897; --line: #37322a; --good: #74d39a; --warn: #f2b06a; --mark: #f0935a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: clamp(1.5rem, 6vw, 5rem) clamp(1rem, 4vw, 2rem); }
h1 { margin: 0; font-size: clamp(2.4rem, 8vw, 4rem); line-height: 1.05; letter-spacing: -0.03em; }
h1::after { content: ""; display: block; width: 4rem; height: 0.3rem; margin-top: 0.9rem;
  border-radius: 1rem; background: var(--mark); }
h2 { margin: 0 0 0.9rem; font-size: 1rem; color: var(--soft); font-weight: 600; }
.claim { margin: 1.1rem 0 1.6rem; font-size: clamp(1.05rem, 3vw, 1.3rem); color: var(--soft); }
.state { display: inline-flex; align-items: center; gap: 0.6rem; margin: 0; padding: 0.35rem 1rem;
  border: 1px solid currentColor; border-radius: 2rem; font-weight: 600; color: var(--warn); }
.state::before { content: ""; width: 0.6rem; height: 0.6rem; border-radius: 50%;
  background: currentColor; }
.ready { color: var(--good); }
p.away, .gone #state { display: none; }
.gone p.away { display: inline-flex; }
.gone #market, .gone #alive { opacity: 0.55; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
  gap: 1rem; margin: 1rem 0 2.2rem; }
section { padding: 1.3rem 1.4rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 1rem; }
.bare { margin: 2.2rem 0 0; padding: 0; background: none; border: 0; }
dl { display: grid; grid-template-columns: 1fr auto; gap: 0.5rem 1.2rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; font-weight: 600;
  overflow-wrap: anywhere; }
.market { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(46%, 8.4rem), 1fr));
  gap: 1px; padding: 0; overflow: hidden; background: var(--line);
  border: 1px solid var(--line); border-radius: 1rem; }
.market div { display: flex; flex-direction: column-reverse; justify-content: flex-end;
  padding: 1.1rem 1.2rem; background: var(--card); }
.market dt { font-size: 0.9rem; line-height: 1.3; }
.market dd { text-align: left; font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; }
.away { color: var(--warn); }
ul { margin: 0; padding: 0; list-style: none; }
li code { display: block; margin: -0.2rem 0 0.5rem; color: var(--soft); font-size: 0.85rem; }
a { color: var(--mark); display: inline-block; padding: 0.2rem 0; }
a:focus-visible { outline: 3px solid var(--mark); outline-offset: 3px; border-radius: 0.2rem; }
footer { color: var(--soft); font-size: 0.9rem; }
`;
