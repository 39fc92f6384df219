namespace LocalAI.Plugins.Forge.Words;

/// <summary>The facts that the model knows, and no others.</summary>
internal static class Facts
{
    /// <summary>Countries with their capitals; a country stands as it does within a sentence.</summary>
    public static IReadOnlyList<(string Country, string Capital)> Capitals { get; } =
    [
        ("France", "Paris"), ("Germany", "Berlin"), ("Italy", "Rome"), ("Spain", "Madrid"), ("Portugal", "Lisbon"), ("England", "London"),
        ("Ireland", "Dublin"), ("Scotland", "Edinburgh"), ("Austria", "Vienna"), ("Belgium", "Brussels"), ("Norway", "Oslo"),
        ("Sweden", "Stockholm"), ("Finland", "Helsinki"), ("Denmark", "Copenhagen"), ("Iceland", "Reykjavik"), ("Poland", "Warsaw"),
        ("Hungary", "Budapest"), ("Greece", "Athens"), ("Turkey", "Ankara"), ("Romania", "Bucharest"), ("Bulgaria", "Sofia"),
        ("Croatia", "Zagreb"), ("Ukraine", "Kyiv"), ("Estonia", "Tallinn"), ("Latvia", "Riga"), ("Lithuania", "Vilnius"),
        ("Egypt", "Cairo"), ("Morocco", "Rabat"), ("Kenya", "Nairobi"), ("Nigeria", "Abuja"), ("Ethiopia", "Addis Ababa"),
        ("Ghana", "Accra"), ("Japan", "Tokyo"), ("China", "Beijing"), ("India", "New Delhi"), ("South Korea", "Seoul"),
        ("Thailand", "Bangkok"), ("Vietnam", "Hanoi"), ("Nepal", "Kathmandu"), ("Iran", "Tehran"), ("Iraq", "Baghdad"),
        ("Australia", "Canberra"), ("New Zealand", "Wellington"), ("Canada", "Ottawa"), ("Mexico", "Mexico City"), ("Cuba", "Havana"),
        ("Brazil", "Brasilia"), ("Argentina", "Buenos Aires"), ("Chile", "Santiago"), ("Peru", "Lima"), ("Colombia", "Bogota"),
        ("the United States", "Washington"),
    ];

    /// <summary>Things with their colours; a thing stands as it does within a sentence.</summary>
    public static IReadOnlyList<(string Thing, string Colour)> Colours { get; } =
    [
        ("the sky", "blue"), ("the sea", "blue"), ("grass", "green"), ("snow", "white"), ("milk", "white"), ("coal", "black"),
        ("blood", "red"), ("a tomato", "red"), ("a lemon", "yellow"), ("a banana", "yellow"), ("a carrot", "orange"), ("a frog", "green"),
        ("an orange", "orange"), ("the sun", "yellow"), ("chocolate", "brown"), ("a polar bear", "white"), ("an elephant", "grey"),
        ("a pig", "pink"), ("a flamingo", "pink"), ("a raven", "black"), ("a pea", "green"), ("a strawberry", "red"),
    ];

    /// <summary>Animals with the number of their legs.</summary>
    public static IReadOnlyList<(string Animal, string Legs)> Legs { get; } =
    [
        ("a dog", "four"), ("a cat", "four"), ("a horse", "four"), ("a cow", "four"), ("a bird", "two"), ("a duck", "two"),
        ("a spider", "eight"), ("an ant", "six"), ("a bee", "six"), ("a fly", "six"), ("a frog", "four"), ("a lion", "four"),
        ("a chicken", "two"), ("a snake", "no"), ("a fish", "no"), ("a crab", "ten"),
    ];

    /// <summary>Animals with the word for their sound.</summary>
    public static IReadOnlyList<(string Animal, string Sound)> Sounds { get; } =
    [
        ("a dog", "woof"), ("a cat", "meow"), ("a cow", "moo"), ("a sheep", "baa"), ("a duck", "quack"), ("a pig", "oink"),
        ("a lion", "roar"), ("a bee", "buzz"), ("a snake", "hiss"), ("an owl", "hoot"), ("a mouse", "squeak"), ("a hen", "cluck"),
        ("a horse", "neigh"), ("a frog", "ribbit"),
    ];

    /// <summary>Words with their opposites; each pair holds both ways.</summary>
    public static IReadOnlyList<(string One, string Other)> Opposites { get; } =
    [
        ("hot", "cold"), ("big", "small"), ("fast", "slow"), ("happy", "sad"), ("day", "night"), ("up", "down"), ("left", "right"),
        ("open", "closed"), ("old", "young"), ("wet", "dry"), ("hard", "soft"), ("full", "empty"), ("light", "dark"), ("rich", "poor"),
        ("early", "late"), ("strong", "weak"), ("high", "low"), ("clean", "dirty"), ("loud", "quiet"), ("yes", "no"),
    ];

    /// <summary>Animals with what their young are called.</summary>
    public static IReadOnlyList<(string Animal, string Young)> Young { get; } =
    [
        ("dog", "a puppy"), ("cat", "a kitten"), ("cow", "a calf"), ("horse", "a foal"), ("sheep", "a lamb"), ("duck", "a duckling"),
        ("bear", "a cub"), ("hen", "a chick"), ("frog", "a tadpole"), ("goat", "a kid"),
    ];

    /// <summary>Animals with where they live.</summary>
    public static IReadOnlyList<(string Animals, string Place)> Homes { get; } =
    [
        ("fish", "in the water"), ("bees", "in a hive"), ("camels", "in the desert"), ("polar bears", "in the Arctic"),
        ("penguins", "in the Antarctic"), ("monkeys", "in the jungle"), ("cows", "on a farm"), ("sharks", "in the sea"),
        ("foxes", "in the forest"), ("birds", "in nests"),
    ];

    /// <summary>Countries with the language of most people there.</summary>
    public static IReadOnlyList<(string Country, string Language)> Languages { get; } =
    [
        ("France", "French"), ("Germany", "German"), ("Austria", "German"), ("Italy", "Italian"), ("Spain", "Spanish"),
        ("Mexico", "Spanish"), ("Brazil", "Portuguese"), ("Portugal", "Portuguese"), ("England", "English"), ("Australia", "English"),
        ("Japan", "Japanese"), ("China", "Chinese"), ("Russia", "Russian"), ("Egypt", "Arabic"), ("Greece", "Greek"),
        ("Turkey", "Turkish"), ("Poland", "Polish"), ("Sweden", "Swedish"),
    ];

    /// <summary>How many of something there are in something.</summary>
    public static IReadOnlyList<(string Things, string Whole, string Number)> Counts { get; } =
    [
        ("days", "in a week", "seven"), ("months", "in a year", "twelve"), ("hours", "in a day", "twenty-four"),
        ("minutes", "in an hour", "sixty"), ("seconds", "in a minute", "sixty"), ("seasons", "in a year", "four"),
        ("fingers", "on one hand", "five"), ("toes", "on one foot", "five"), ("wheels", "on a car", "four"),
        ("wheels", "on a bicycle", "two"), ("sides", "in a triangle", "three"), ("sides", "in a square", "four"),
        ("letters", "in the English alphabet", "twenty-six"), ("things", "in a dozen", "twelve"), ("strings", "on a violin", "four"),
        ("continents", "on Earth", "seven"), ("years", "in a century", "one hundred"), ("centimetres", "in a metre", "one hundred"),
        ("metres", "in a kilometre", "one thousand"), ("planets", "in our solar system", "eight"),
    ];

    /// <summary>Days of the week from Monday.</summary>
    public static IReadOnlyList<string> Days { get; } =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>Months of the year from January.</summary>
    public static IReadOnlyList<string> Months { get; } =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    /// <summary>Seasons from spring.</summary>
    public static IReadOnlyList<string> Seasons { get; } = ["spring", "summer", "autumn", "winter"];

    /// <summary>The numbers from zero to twenty as words.</summary>
    public static IReadOnlyList<string> Numbers { get; } =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];
}
