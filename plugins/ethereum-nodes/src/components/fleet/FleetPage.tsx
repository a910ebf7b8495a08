import { Container } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { useMountPath } from '../../hooks/useMountPath';
import readable from '../shared/readable.module.css';
import { Fleet } from './Fleet';
import { NodePage } from './NodePage';

/** All nodes, and one node at `nodes/<id>` for those that no catalog entity stands for. @public */
export function FleetPage() {
  const mountPath = useMountPath();
  return (
    <main className={readable.text}>
      <Container>
        <Routes>
          <Route index element={<Fleet nodesPath={`${mountPath}/nodes`} />} />
          <Route
            path="nodes/:id"
            element={<NodePage fleetPath={mountPath} />}
          />
        </Routes>
      </Container>
    </main>
  );
}
