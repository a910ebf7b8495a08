import { useCallback, useRef, useState } from 'react';

/**
 * Current width of an element in pixels. The width of the window is no substitute: sidebars and drawers reduce the page's.
 * @returns a ref for the element, and its width; Infinity while the element has no layout, so that everything is rendered
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
