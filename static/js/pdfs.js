/* Shows beside the form of a page how far its PDFs are, for as long as one is being made. Without it a reload does. */

(() => {
  const INTERVAL = 3000;

  const look = async () => {
    const before = document.querySelector("[data-pdfs][data-waits]");
    if (!before) return;
    // Who stands on a button in there would lose it.
    if (!document.hidden && !before.contains(document.activeElement)) {
      try {
        const response = await fetch(before.dataset.pdfs);
        if (response.ok) {
          const page = new DOMParser().parseFromString(await response.text(), "text/html");
          const after = page.querySelector("[data-pdfs]");
          if (after) before.replaceWith(document.adoptNode(after));
        }
      } catch {
        // The next look may find the site again.
      }
    }
    window.setTimeout(look, INTERVAL);
  };

  window.setTimeout(look, INTERVAL);
})();
