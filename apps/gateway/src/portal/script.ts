/** So often the page looks again. */
const REFRESH_MS = 5_000;

/**
 * The page's only script: it looks again, and puts what is alive in place of what was. Whoever walks it by
 * keyboard stays where he is, and a page that nobody looks at asks nothing.
 */
export const script = `
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => undefined);
  document.body.classList.toggle("gone", answer?.ok !== true);
  if (answer?.ok !== true) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = next.getElementById(part.id);
    if (fresh && fresh.outerHTML !== part.outerHTML) part.replaceWith(fresh);
  }
}, ${REFRESH_MS});
`;
