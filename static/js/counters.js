/*
 * How many characters or words a text may still have, said below it while somebody writes.
 *
 * A browser cuts what is pasted at `maxlength` and says nothing. Here the text is kept whole: its writer sees by how
 * much it is too long, and the form refuses it with the text still in it. Without this script the browser's limit holds.
 */
(() => {
  const FIELDS = "input[maxlength], textarea[maxlength], [data-most-characters], [data-most-words]";
  const words = JSON.parse(document.getElementById("editing-words").textContent);
  let count = 0;

  /* What is left of each limit that the field has. */
  function left(field) {
    if (field.maxLength > 0) {
      field.dataset.mostCharacters = field.maxLength;
      field.removeAttribute("maxlength");
    }
    const { mostCharacters, mostWords } = field.dataset;
    const used = field.value.trim() ? field.value.trim().split(/\s+/).length : 0;
    return [
      // The server counts a character beyond the 16-bit ones once, as people do.
      mostCharacters && ["characters", mostCharacters - [...field.value].length],
      mostWords && ["words", mostWords - used],
    ].filter(Boolean);
  }

  function say(field) {
    const counter = counterOf(field);
    const limits = left(field);
    const isTooLong = limits.some(([, rest]) => rest < 0);
    counter.textContent = limits
      .map(([unit, rest]) => `${words[rest < 0 ? `${unit}TooMany` : `${unit}Left`]} ${Math.abs(rest)}`)
      .join(" · ");
    counter.classList.toggle("counter--over", isTooLong);
    // Read out where it matters, not with every key.
    counter.setAttribute("aria-live", limits.some(([, rest]) => rest < 10) ? "polite" : "off");
    counter.hidden = !isTooLong && document.activeElement !== field;
  }

  function counterOf(field) {
    const next = field.nextElementSibling;
    if (next && next.matches(".counter")) return next;
    const counter = document.createElement("p");
    counter.className = "counter";
    counter.id = `counter-${(count += 1)}`;
    field.after(counter);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${counter.id}`.trim());
    return counter;
  }

  for (const event of ["focusin", "input", "focusout"]) {
    document.addEventListener(event, ({ target }) => {
      // After the event: when the focus is gone, the field is no longer the active element.
      if (target.matches(FIELDS)) setTimeout(() => say(target));
    });
  }
})();
