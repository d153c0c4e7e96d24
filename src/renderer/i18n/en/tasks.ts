export const tasks = {
  'tasks.title': 'Practice',
  'tasks.progress': '{{done}} of {{all}} done',
  'tasks.nobody': 'Sign in first, then go step by step.',
  'tasks.all-done': 'All done. Let the next colleague sign in and practise, or leave practice.',
  'tasks.present': 'Now',
  'tasks.done': 'Done',
  'tasks.later': 'To do',
  'tasks.play': 'Start this step',
  'tasks.playing-unplug': 'The keypad is unplugged.',
  'tasks.playing-hall': 'The hall is offline.',
  'tasks.reset': 'Practise again',
  'tasks.hide': 'Hide',
  'tasks.show': 'Show practice',
  'tasks.results': 'Results',
  'tasks.not-work': 'Results stay in the practice folder of this PC; they are no work and are sent nowhere.',
  'tasks.display': 'Customer display',

  'task.sign-in': 'Sign in',
  'task.serve': 'Open a matter',
  'task.ask': 'Ask for the rating',
  'task.unrated': 'Unrated, with a reason',
  'task.unplug': 'Keypad unplugged',
  'task.hall': 'Hall offline',
  'task.hand-over': 'Hand over',

  'task-do.sign-in': 'Click a sample name to sign in.',
  'task-do.serve': 'Press the big button, or the key that is written on it.',
  'task-do.ask': 'Press the big button "Start". You can open "Practice keypad", below, beforehand.',
  'task-do.ask-serving':
    'Press the big button "Ask to rate". You can open "Practice keypad", below, beforehand.',
  'task-do.ask-asked':
    'Now open "Practice keypad", below, and press a key for the citizen before the countdown ends.',
  'task-do.unrated': 'Serve another one. Press no rating key; choose a reason under "Unrated…".',
  'task-do.unplug':
    'Click "Start this step": the keypad is unplugged. See its light, serve and ask as usual, give a reason; then it comes back by itself.',
  'task-do.hall':
    'Click "Start this step": the hall goes offline. Serve as usual; entries wait, and are delivered once it is back.',
  'task-do.hand-over': 'Sign out, or lock and choose "Sign in as someone else", and let a colleague sign in.',
} as const
