/* Scroll to a text in a frame, and leave what is around the frame where it is. */
window.scrollInFrame = (element) => {
  const view = element.ownerDocument.defaultView;
  const { top, height } = element.getBoundingClientRect();
  view.scrollBy({ top: top - (view.innerHeight - height) / 2 });
};
