import { useLocation, useParams } from 'react-router-dom';

/** The path at which the surrounding `/*` route is mounted, wherever an app puts it. */
export function useMountPath(): string {
  const { '*': splat = '' } = useParams();
  const { pathname } = useLocation();
  const below = decodeURI(pathname).endsWith(splat) ? splat.length : 0;
  return decodeURI(pathname)
    .slice(0, decodeURI(pathname).length - below)
    .replace(/\/$/, '');
}
