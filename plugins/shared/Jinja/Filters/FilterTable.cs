using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>The filters, by name.</summary>
internal static class FilterTable
{
    private static readonly BuiltinTable Table = new(
        TextFilters.All, WordFilters.All, NumberFilters.All, SequenceFilters.All, SelectionFilters.All, OrderFilters.All,
        MappingFilters.All, MarkupFilters.All);

    public static Builtin? Find(string name) => Table.Find(name);
}
