import { useRouteRef } from '@backstage/core-plugin-api';
import { Container, Skeleton } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import {
  Navigate,
  Route,
  Routes,
  useLocation,
  useParams,
} from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import readable from '../shared/readable.module.css';
import { Fleet } from './Fleet';
import { NodePage } from './NodePage';

const InsightsPage = lazy(async () => ({
  default: (await import('../insights/InsightsPage')).InsightsPage,
}));

/** Fleet, its insights, and one node at `nodes/<id>`. @public */
export function FleetPage() {
  return (
    <main className={readable.text}>
      <Container>
        <Routes>
          <Route index element={<Fleet />} />
          <Route
            path="insights"
            element={
              <Suspense fallback={<Skeleton height={240} />}>
                <InsightsPage />
              </Suspense>
            }
          />
          <Route path="nodes/:id" element={<NodePage />} />
          <Route path="fleet/*" element={<LegacyFleetRedirect />} />
        </Routes>
      </Container>
    </main>
  );
}

/** Redirects from the former path of the fleet, `fleet/`. */
function LegacyFleetRedirect() {
  const root = useRouteRef(rootRouteRef)();
  const { '*': rest = '' } = useParams();
  const { search } = useLocation();
  return <Navigate to={`${root}${rest && `/${rest}`}${search}`} replace />;
}
