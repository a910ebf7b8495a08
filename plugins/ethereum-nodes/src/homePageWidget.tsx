import { attachComponentData } from '@backstage/core-plugin-api';
import {
  createExtension,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';
import { lazy } from 'react';

const MyNodes = lazy(async () => ({
  default: (await import('./components/home/MyNodes')).MyNodes,
}));

const widget = {
  name: 'MyEthereumNodes',
  title: 'My Ethereum nodes',
  description:
    'Nodes of your groups: nodes that need attention, and counts by state',
  layout: {
    width: { minColumns: 3, maxColumns: 12, defaultColumns: 6 },
    height: { minRows: 3, maxRows: 12, defaultRows: 6 },
  },
};

/**
 * The widget of the home page.
 *
 * Without HomePageWidgetBlueprint of plugin-home-react 0.1.44: it adds its card and the settings dialog of that card to the first
 * load of every app (1.2 kB compressed, measured by `make bench-bundle`), and this widget has neither.
 */
export const myNodesWidget = createExtension({
  kind: 'home-page-widget',
  name: 'my-nodes',
  attachTo: { id: 'page:home', input: 'widgets' },
  output: [homePageWidgetDataRef],
  factory({ node }) {
    function Widget() {
      return (
        <ExtensionBoundary node={node}>
          <MyNodes />
        </ExtensionBoundary>
      );
    }
    // The grid of the home page reads these from the component, other layouts from the widget.
    attachComponentData(Widget, 'core.extensionName', widget.name);
    attachComponentData(Widget, 'title', widget.title);
    attachComponentData(Widget, 'description', widget.description);
    attachComponentData(Widget, 'home.widget.config', {
      layout: widget.layout,
    });
    return [homePageWidgetDataRef({ node, component: <Widget />, ...widget })];
  },
});
