import { tabJourney } from '../support/tabJourney';

tabJourney('new');
