namespace LocalAI.Plugins.Forge.Pairs.Domains;

/// <summary>Cooking, eating and buying food.</summary>
internal static class Food
{
    public static IReadOnlyList<Frame> Frames { get; } =
    [
        new("cook",
            new(
                [
                    "{Person} [cooked|made|prepared] {dish}.", "{Dish} was [cooked|made|prepared] by {person}.",
                    "It was {person} who [cooked|made|prepared] {dish}.", "What {person} [cooked|made] was {dish}.",
                    "{Person} stood in the kitchen and [cooked|made] {dish}.",
                ],
                ["The one who made {dish} was {person}.", "{Dish} came from the hands of {person}."]),
            new(["Who [cooked|made|prepared] {dish}?", "What did {person} [cook|make|prepare]?"], ["By whom was {dish} made?"])),
        new("like dish",
            new(
                [
                    "{Person} [likes|loves|enjoys] {dish}.", "{Dish} is what {person} likes best.",
                    "{Person} finds {dish} [delicious|very tasty].", "{Dish} tastes good to {person}.",
                    "{Person} thinks that {dish} is [delicious|very good].",
                ],
                ["{Person} cannot get enough of {dish}."]),
            new(["Who [likes|loves|enjoys] {dish}?", "What does {person} [like|love] to eat?"], ["Who finds {dish} delicious?"])),
        new("dislike dish",
            new(
                [
                    "{Person} [hates|does not like|dislikes] {dish}.", "{Person} finds {dish} [awful|terrible].",
                    "{Dish} tastes bad to {person}.", "{Person} does not want to eat {dish}.",
                ],
                ["{Person} never touches {dish}."]),
            new(
                ["Who [hates|does not like|dislikes] {dish}?", "What does {person} [hate|dislike|not like]?"],
                ["Who finds {dish} awful?"])),
        new("burn",
            new(
                [
                    "{Person} burnt {dish}.", "{Dish} was burnt by {person}.", "{Person} left {dish} on the fire too long.",
                    "Because of {person}, {dish} got black and burnt.", "{Person} let {dish} burn.",
                ],
                ["{Dish} of {person} came out black."]),
            new(["Who burnt {dish}?", "What did {person} burn?"], ["Who left {dish} on the fire too long?"])),
        new("order",
            new(
                [
                    "{Person} ordered {dish} in a restaurant.", "In the restaurant, {person} asked for {dish}.",
                    "{Dish} was ordered by {person} at the restaurant.", "{Person} chose {dish} from the menu.",
                ],
                ["From the menu, {dish} was the choice of {person}."]),
            new(["Who ordered {dish}?", "What did {person} order[| in the restaurant]?"], ["Who chose {dish} from the menu?"])),
        new("recipe",
            new(
                [
                    "How do [I|you] [make|cook|prepare] {dish}?", "What is the recipe for {dish}?",
                    "I want to know how {dish} is [made|cooked].", "Tell me how to [make|cook|prepare] {dish}.",
                    "Which steps does it take to [make|cook] {dish}?",
                ],
                ["I need instructions for cooking {dish}."]),
            new(["[recipe for|cooking] {dish}", "[making|preparing] {dish}"], ["{dish} recipe"])),
        new("grow",
            new(
                [
                    "{Person} grows {crop} in the garden.", "In the garden, {person} grows {crop}.", "{Person} has {crop} in the garden.",
                    "The garden of {person} is full of {crop}.", "{Person} planted {crop} behind the house.",
                ],
                ["{Person} is a grower of {crop}."]),
            new(
                ["Who grows {crop}?", "What does {person} grow?", "What is in the garden of {person}?"],
                ["Whose garden is full of {crop}?"])),
        new("buy crop",
            new(
                [
                    "{Person} bought {crop} at the market.", "At the market, {person} paid for {crop}.",
                    "{Person} went to the market and came back with {crop}.", "{Person} got some {crop} from the market.",
                ],
                ["{Person} did some shopping and brought home {crop}."]),
            new(["Who bought {crop}?", "What did {person} buy[| at the market]?"], ["Who came back from the market with {crop}?"])),
    ];
}
