// Wagtail saves by itself while somebody writes. Three things go wrong around it where the server is slow:
// - "Save draft" pressed while it saves a new page sends that page twice, and the second is told that its address is
//   taken: the press waits until the save has ended.
// - It goes on saving after the press, until the next page has come, with the same end: it stops with the press.
// - It takes what was typed while it saved for saved: then it saves once more.
(() => {
  // Filled in by the server, or saved on its own.
  const NOT_TYPED = /^(csrfmiddlewaretoken|next|overwrite_revision_id|loaded_revision_.*|comments-.*)$/;
  let underWay = 0;
  let sent = new FormData();
  let pressed = null;
  let leaving = false;

  const isForm = (element) => element.matches("[data-controller~='w-autosave']");
  const typed = (data) =>
    new URLSearchParams([...data].filter(([name, value]) => !NOT_TYPED.test(name) && typeof value === "string")).toString();

  document.addEventListener("w-autosave:save", (event) => {
    if (pressed || leaving) {
      event.preventDefault();
      return;
    }
    underWay += 1;
    sent = event.detail.formData;
  });

  document.addEventListener("w-autosave:success", ({ target: form, detail }) => {
    for (const [name, value] of Object.entries(detail.response.field_updates || {})) sent.set(name, value);
    ended();
    if (underWay || leaving || typed(sent) === typed(new FormData(form))) return;
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }));
  });

  document.addEventListener("w-autosave:error", ended);

  function ended() {
    underWay -= 1;
    if (underWay || !pressed) return;
    const { form, button } = pressed;
    pressed = null;
    // It shows that it is busy, and a button that is off would leave out what it stands for.
    if (button) button.disabled = false;
    form.requestSubmit(button);
  }

  document.addEventListener(
    "submit",
    (event) => {
      if (!underWay || !isForm(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      pressed = { form: event.target, button: event.submitter };
    },
    true,
  );

  window.addEventListener("submit", (event) => {
    leaving ||= isForm(event.target) && !event.defaultPrevented;
  });

  window.addEventListener("pageshow", () => {
    leaving = false;
  });
})();
