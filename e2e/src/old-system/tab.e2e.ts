import { tabJourney } from '../support/tabJourney';

tabJourney('old');
