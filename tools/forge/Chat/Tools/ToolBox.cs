namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>All kinds of tools.</summary>
internal static class ToolBox
{
    /// <summary>The calculator, which the assistant can do without for what it knows.</summary>
    public static CalculatorTool Calculator { get; } = new();

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<ToolKind> Kinds { get; } =
    [
        new WeatherTool(), new TimeTool(), Calculator, new SearchTool(), new TimerTool(), new AlarmTool(), new MessageTool(),
        new MusicTool(),
        new TranslatorTool(), new LightTool(), new ShoppingListTool(), new PopulationTool(), new DistanceTool(), new TableTool(),
        new ReminderTool(), new DateTool(),
    ];

    /// <summary>A kind; the weather in one of five cases, as it is what most people try first.</summary>
    public static ToolKind Any(Writer writer) => writer.Dice.Percent(20) ? Kinds[0] : writer.Dice.One(Kinds);

    /// <summary>A tool of each of several kinds, in random order, with one that must be among them.</summary>
    public static List<(ToolKind Kind, ToolSchema Tool)> Show(Writer writer, ToolKind needed, int count)
    {
        var others = writer.Dice.Some([.. Kinds.Where(kind => kind != needed)], count - 1);
        return [.. writer.Dice.Some([needed, .. others], count).Select(kind => (kind, kind.Show(writer)))];
    }
}
