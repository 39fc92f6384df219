namespace LocalAI.Plugins.Forge.Pairs;

/// <summary>Who and what the pairs are about. The choices of one filler mean the same.</summary>
internal static class Fillers
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Kinds = new()
    {
        ["person"] =
        [
            "the teacher|the instructor", "the doctor|the physician", "the child|the kid", "the boy|the lad", "the woman|the lady",
            "the man|the guy", "my mother|my mum", "my father|my dad", "the policeman|the police officer", "the cook|the chef",
            "the farmer", "the singer", "the pilot", "my neighbour|the person next door", "the boss|the manager", "the student|the pupil",
            "my grandmother|my grandma", "my grandfather|my grandpa", "the driver", "the nurse", "the painter|the artist", "the baker",
            "the gardener", "the soldier", "the sailor|the seaman", "the writer|the author", "the guest|the visitor",
            "the lawyer|the attorney", "the dentist", "the waiter", "the engineer", "my sister", "my brother",
            "the shopkeeper|the owner of the shop",
        ],
        ["animal"] =
        [
            "the dog", "the puppy|the young dog", "the cat", "the kitten|the young cat", "the horse", "the cow", "the sheep",
            "the lamb|the young sheep", "the bird", "the rabbit|the bunny", "the fox", "the wolf", "the bear", "the monkey", "the mouse",
            "the duck", "the goat", "the pig|the hog", "the donkey", "the frog",
        ],
        ["spot"] =
        [
            "on the sofa|on the couch", "under the table", "in the garden|in the yard", "in the barn|in the stable",
            "by the fire|near the fire", "behind the house", "on the roof", "in the forest|in the woods", "under the tree", "on the bed",
            "in the kitchen", "beside the river|by the river", "near the gate|by the gate", "on the hill",
        ],
        ["dish"] =
        [
            "the soup|the broth", "the rice", "the cake", "the salad", "the bread", "the pizza", "the fish", "the stew", "the pie",
            "the omelette", "the pudding|the dessert", "the chicken", "the pasta|the noodle dish", "the porridge", "the sandwich",
            "the curry",
        ],
        ["town"] =
        [
            "Paris", "London", "Berlin", "Rome", "Madrid", "Lisbon", "Vienna", "Oslo", "Dublin", "Athens", "Cairo", "Tokyo", "Delhi",
            "Sydney", "Toronto", "Boston", "Chicago", "Lima", "Prague", "Warsaw", "Zurich", "Seoul", "Nairobi", "Helsinki",
        ],
        ["when"] =
        [
            "yesterday", "last night", "this morning", "last week", "on Monday", "on Friday", "on Sunday", "in January", "in the summer",
            "last year", "at noon|at midday", "in the evening",
        ],
        ["thing"] =
        [
            "the car|the automobile", "the bike|the bicycle", "the phone|the telephone", "the lamp|the light", "the chair",
            "the watch|the clock", "the radio", "the boat|the ship", "the coat|the jacket", "the bag", "the picture|the photo",
            "the camera", "the umbrella", "the ring", "the map", "the guitar", "the mirror", "the cup|the mug", "the drum", "the bottle",
            "the knife", "the toy", "the fan", "the table",
        ],
        ["vehicle"] =
        [
            "train", "bus|coach", "plane|airplane", "car|automobile", "ship|boat", "bike|bicycle", "taxi|cab", "motorbike|motorcycle",
        ],
        ["sport"] =
        [
            "football|soccer", "tennis", "basketball", "hockey", "golf", "table tennis|ping-pong", "volleyball", "rugby", "cricket",
        ],
        ["subject"] =
        [
            "French", "German", "history", "maths|mathematics", "music", "biology", "drawing", "swimming", "cooking", "physics",
            "singing", "dancing",
        ],
        ["device"] =
        [
            "computer|PC", "laptop|notebook computer", "phone|telephone", "printer", "tablet", "camera", "television|TV",
            "router|network box",
        ],
        ["file"] =
        [
            "file", "picture|photo", "song", "film|movie", "letter", "document|text", "folder|directory", "message|mail", "video|clip",
            "program|app",
        ],
        [
            "job"] = ["cook|chef", "teacher", "driver", "nurse", "baker", "gardener", "waiter", "painter", "pilot", "builder", "singer",
            "cleaner",
        ],
        ["crop"] = ["apples", "potatoes", "tomatoes", "carrots", "onions", "roses", "beans", "grapes", "pears", "cherries"],
    };

    /// <summary>The fillers of a kind.</summary>
    public static IReadOnlyList<string> OfKind(string kind) => Kinds[kind];
}
