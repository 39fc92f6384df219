using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>A list of what to buy.</summary>
internal sealed class ShoppingListTool() : ToolKind(
    ["add_to_list", "add_to_list", "add_item", "shopping_list", "list_add"],
    ["Add something to the [shopping |]list.", "Puts an item on the shopping list."],
    "I cannot write a shopping list. I have no tool for that.")
{
    private static readonly string[] Items =
    [
        "milk", "bread", "apples", "tea", "butter", "eggs", "rice", "salt", "soap", "cheese", "honey", "coffee", "sugar", "onions",
        "green paint", "red wool", "two lamps", "cat food", "bird seed", "a new broom", "white flour", "dark chocolate",
    ];

    private static readonly Wordings Questions = new(
        [
            "[Put|Write] {item} on my [shopping |]list.", "Add {item} to my [shopping |]list.", "Please add {item} to the shopping list.",
            "I need to buy {item}.",
        ],
        ["Can you note {item} for shopping?", "{Item} should be on my list."]);

    private static readonly Wordings Later = new(["And {item}.", "Also {item}.", "{Item} too."], ["And {item}, please."]);

    public override bool HasFollowUp => true;

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var item = writer.Dice.One(Items);
        return new ToolUse(
            writer.Say(isFollowUp ? Later : Questions, ("item", item)), $"{item} on the list", Arguments(tool, item),
            Done(writer, "added"), $"I put {item} on your list.", [item]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["item", "item", "name", "product"]))];
}
