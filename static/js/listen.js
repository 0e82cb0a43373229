// "Listen" reads the text aloud with a voice of the device itself, where it has one for the language of the page: a voice
// that works over the network would send the text elsewhere.
"use strict";

for (const button of document.querySelectorAll("[data-listens]")) {
  const speech = window.speechSynthesis;
  const language = document.documentElement.lang;
  const words = button.querySelector("span");
  const listen = words.textContent;
  const voice = () => speech.getVoices().find((one) => one.localService && one.lang.split(/[-_]/)[0] === language);

  const offer = () => { button.closest("li").hidden = !voice(); };

  const passages = () => [...document.querySelectorAll("main h1, main .standfirst, main [data-reads] :is(h2, h3, h4, p, li)")]
    // A block in another language would be read with the sounds of this one.
    .filter((part) => !part.closest("[lang]:not(html)") && !part.querySelector("p, h3"))
    .map((part) => part.innerText.trim())
    .filter(Boolean);

  const stop = () => {
    speech.cancel();
    words.textContent = listen;
    button.removeAttribute("aria-pressed");
  };

  const start = () => {
    const queue = passages().map((text) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice();
      utterance.lang = utterance.voice.lang;
      return utterance;
    });
    queue.at(-1).addEventListener("end", stop);
    queue.forEach((utterance) => speech.speak(utterance));
    words.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
  };

  if (speech) {
    offer();
    speech.addEventListener?.("voiceschanged", offer);
    button.addEventListener("click", () => (button.hasAttribute("aria-pressed") ? stop() : start()));
    window.addEventListener("pagehide", stop);
  }
}
