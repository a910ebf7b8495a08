import {
  useEntityPresentation,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** Link to the owner of a node, with the owner's title. */
export function OwnerLink(props: { ownerRef: string }) {
  const { ownerRef } = props;
  const { primaryTitle } = useEntityPresentation(ownerRef, {
    defaultKind: 'group',
  });
  const entityLink = useEntityRefLink();
  return <Link href={entityLink(ownerRef)}>{primaryTitle}</Link>;
}
