import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  EthereumNodesClient,
  ethereumNodesPermissions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  ethereumNodePermissionRules,
  ethereumNodeResourceRef,
  ethereumNodeSourcesExtensionPoint,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { listSnapshots } from '@nodeyard/snapshot-store';
import { registerActions } from './actions';
import { DeclaredQueries } from './catalog/DeclaredQueries';
import { NodeEntities } from './catalog/NodeEntities';
import { ChangeAnnouncer } from './ChangeAnnouncer';
import { readEthereumNodesConfig } from './config';
import { createNetworkLookup, type NetworkLookup } from './networkLookup';
import { isNotifying } from './notifications/isNotifying';
import { NotificationMetrics } from './notifications/NotificationMetrics';
import { nodeLinks } from './links/nodeLinks';
import { observeNodes } from './observeNodes';
import { onConfigChange } from './onConfigChange';
import { NodeAuthorizer } from './NodeAuthorizer';
import { PollMetrics } from './PollMetrics';
import { preventCaching } from './preventCaching';
import { createRouter } from './router';
import { AnnotationSource } from './sources/AnnotationSource';
import { SnapshotRequests } from './SnapshotRequests';
import { builtInSources, createClusterAccess } from './sources/builtInSources';
import { ProbeMemories } from './sources/ProbeMemories';
import { SourceRegistry } from './sources/SourceRegistry';
import { StaticSource } from './sources/StaticSource';
import { Clusters } from './store/Clusters';
import { DeclaredStore } from './store/DeclaredStore';
import { FleetInsights } from './store/FleetInsights';
import { FleetQueries } from './store/FleetQueries';
import { HistoryCompactor } from './store/HistoryCompactor';
import { HistoryQueries } from './store/HistoryQueries';
import { NodeCounts } from './store/NodeCounts';
import { openDatabase } from './store/migrations';
import { NodeInventory } from './store/NodeInventory';
import { NodeQueries } from './store/NodeQueries';
import { NodeStates } from './store/NodeStates';
import { OwnerNotifications } from './store/OwnerNotifications';
import { leaseMs, ShardLeases } from './store/ShardLeases';
import { SnapshotInventory } from './store/SnapshotInventory';
import { SnapshotQueries } from './store/SnapshotQueries';
import { TimelineQueries } from './store/TimelineQueries';
import { scheduleTasks } from './tasks/schedule';

/**
 * Discovers, polls and judges Ethereum nodes, and serves their state and history.
 * @public
 */
export const ethereumNodesPlugin = createBackendPlugin({
  pluginId: 'ethereum-nodes',
  register(env) {
    const registry = new SourceRegistry();
    env.registerExtensionPoint(ethereumNodeSourcesExtensionPoint, registry);
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        instance: coreServices.rootInstanceMetadata,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const {
          httpAuth,
          httpRouter,
          logger,
          permissions,
          permissionsRegistry,
          scheduler,
          signals,
        } = deps;
        const config = readEthereumNodesConfig(deps.rootConfig, logger);
        let networks = createNetworkLookup(config.networks);
        let { links } = config;
        const findNetwork: NetworkLookup = name => networks(name);
        const metrics = new PollMetrics(deps.metrics);
        const memories = new ProbeMemories(calls =>
          metrics.countRequest(calls),
        );
        const staticNodes = new StaticSource({
          memories,
          nodes: config.nodes,
          allow: config.allowListed,
        });
        const entities = new NodeEntities(deps);
        const declaredNodes = new AnnotationSource({
          memories,
          entities,
          allow: config.allowDeclared,
          findNetwork,
          logger,
        });
        const knex = await openDatabase(deps.database);
        const access = await createClusterAccess(config.clusterAccess, deps);
        for (const source of builtInSources(
          access,
          config,
          findNetwork,
          [staticNodes, declaredNodes],
          memories,
        )) {
          registry.addSource(source);
        }

        observeNodes(deps.metrics, new NodeCounts(knex), logger);

        const nodes = new NodeQueries(knex);
        const declared = new DeclaredStore(knex);
        permissionsRegistry.addResourceType({
          resourceRef: ethereumNodeResourceRef,
          permissions: ethereumNodesPermissions.filter(permission =>
            isResourcePermission(
              permission,
              ethereumNodeResourceRef.resourceType,
            ),
          ),
          rules: Object.values(ethereumNodePermissionRules),
          getResources: ids => nodes.findAll(ids),
        });
        permissionsRegistry.addPermissions(
          ethereumNodesPermissions.filter(
            permission => !isResourcePermission(permission),
          ),
        );

        const snapshots = new SnapshotQueries(knex, config.snapshotStores);
        const authorizer = new NodeAuthorizer({
          permissions,
          permissionsRegistry,
        });
        const snapshotRequests = new SnapshotRequests({
          access: config.requestSnapshots ? access : undefined,
          authorizer,
        });
        registerActions(deps.actionsRegistry, {
          auth: deps.auth,
          api: new EthereumNodesClient({
            discoveryApi: deps.discovery,
            fetchApi: { fetch: (...args) => fetch(...args) },
          }),
        });
        httpRouter.use(preventCaching);
        httpRouter.use(
          createRouter({
            auditor: deps.auditor,
            httpAuth,
            authorizer,
            nodes,
            history: new HistoryQueries(knex),
            timeline: new TimelineQueries(knex),
            links: node => nodeLinks(links, node),
            fleet: new FleetQueries(knex),
            insights: new FleetInsights({
              knex,
              snapshots,
              findNetwork,
              prices: config.cost,
            }),
            snapshots,
            snapshotRequests,
            pollMs: config.pollMs,
            findNetwork,
            declared: new DeclaredQueries(declared, deps.catalog),
          }),
        );

        await scheduleTasks(scheduler, config, {
          sources: registry.sources,
          inventory: new NodeInventory(knex),
          states: new NodeStates(knex),
          shards: new ShardLeases(knex, {
            leaseMs: leaseMs(config.pollMs),
          }),
          lifecycle: deps.lifecycle,
          clusters: new Clusters(knex),
          history: new HistoryCompactor(knex),
          snapshots: new SnapshotInventory(knex),
          listSnapshots,
          findNetwork,
          declared,
          entities,
          declaredNode: entity => declaredNodes.declared(entity),
          metrics,
          announcer: new ChangeAnnouncer({
            signals,
            events: deps.events,
            logger,
          }),
          logger,
          pollMs: config.pollMs,
          limits: { ...config, budgetMs: config.pollMs },
          owners: (await isNotifying(config.notifications, deps.instance))
            ? {
                notifications: deps.notifications,
                ownerNotifications: new OwnerNotifications(
                  knex,
                  config.notifications.states,
                ),
                notificationSettings: config.notifications,
                notificationMetrics: new NotificationMetrics(deps.metrics),
                logger,
                now: () => Date.now(),
              }
            : undefined,
          now: () => Date.now(),
          random: Math.random,
        });
        onConfigChange(deps.rootConfig, logger, changed => {
          networks = createNetworkLookup(changed.networks);
          links = changed.links;
          staticNodes.replace({
            nodes: changed.nodes,
            allow: changed.allowListed,
          });
          declaredNodes.allow = changed.allowDeclared;
        });
      },
    });
  },
});
