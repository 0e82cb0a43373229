/* Shows how far a sending is, every two seconds, for as long as it runs. Without it a link does. */

(() => {
  const INTERVAL = 2000;

  const shown = () => document.getElementById("sending");

  const look = async () => {
    const before = shown();
    if (!before || !("running" in before.dataset)) return;
    try {
      const response = await fetch(window.location.href);
      if (response.ok) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const after = page.getElementById("sending");
        if (after) before.replaceWith(document.adoptNode(after));
      }
    } catch {
      // The next look may find the site again.
    }
    window.setTimeout(look, INTERVAL);
  };

  window.setTimeout(look, INTERVAL);
})();
