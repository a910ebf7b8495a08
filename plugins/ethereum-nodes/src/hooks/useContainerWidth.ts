import { useCallback, useRef, useState } from 'react';

/**
 * The width of an element in pixels, as it changes: what is beside a page (sidebar, drawer) takes width from it, so the
 * window's says little.
 * @returns a ref for the element, and its width; infinite as long as it has no layout, so that nothing is left out
 */
export function useContainerWidth(): {
  ref: (element: HTMLElement | null) => void;
  width: number;
} {
  const [width, setWidth] = useState(Infinity);
  const observer = useRef<ResizeObserver>();
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element || typeof ResizeObserver === 'undefined') return;
    const measure = () => setWidth(element.clientWidth || Infinity);
    measure();
    observer.current = new ResizeObserver(measure);
    observer.current.observe(element);
  }, []);
  return { ref, width };
}
