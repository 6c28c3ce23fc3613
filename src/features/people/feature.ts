import { defineFeature } from '../../core/feature.ts';
import { access } from './access.ts';
import { admit } from './admit.ts';
import { claim } from './claim.ts';
import { invite } from './invite.ts';
import { language } from './language.ts';
import { link } from './link.ts';
import { people } from './people.ts';
import { remove } from './remove.ts';
import { role } from './role.ts';

export const peopleFeature = defineFeature({
  id: 'people',
  commands: [people, invite, role, remove, link, language, claim, admit, access],
});
