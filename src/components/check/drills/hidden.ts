/** Whether the page was out of sight for a while: browsers slow its clocks down then. */
export function watchHidden(): () => boolean {
  let hidden = document.hidden;
  const look = (): void => void (hidden ||= document.hidden);
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    return hidden;
  };
}
