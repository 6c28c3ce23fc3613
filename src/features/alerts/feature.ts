import { defineFeature } from '../../core/feature.ts';
import { ack, note, resolve, unack } from './acts.ts';
import { alerts } from './alerts.ts';
import { assign } from './assign.ts';
import { snooze } from './snooze.ts';

export const alertsFeature = defineFeature({
  id: 'alerts',
  commands: [alerts, ack, unack, snooze, resolve, assign, note],
});
