/* How much of what fits a short text has, said from four fifths on. */
(() => {
  const FROM = 0.8;

  document.addEventListener("input", ({ target }) => {
    const line = target.closest(".part")?.querySelector(".part__count");
    if (!line || target.dataset.test !== "segment-input") return;
    const limit = Number(line.dataset.limit);
    // The server counts a character beyond the 16-bit ones once, as people do.
    const length = [...target.value].length;
    line.hidden = length < limit * FROM;
    line.classList.toggle("part__count--over", length > limit);
    line.querySelector("bdi").textContent = `${length} / ${limit}`;
  });
})();
