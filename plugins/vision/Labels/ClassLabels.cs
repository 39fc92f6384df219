using System.Globalization;

namespace LocalAI.Plugins.Vision.Labels;

/// <summary>What the classes of a model are called; one without a name is called by its number.</summary>
/// <param name="names">The names in the order of the classes; null for one without.</param>
internal sealed class ClassLabels(IReadOnlyList<string?> names)
{
    /// <summary>Names for none of the classes.</summary>
    public static ClassLabels Numbers(int count) => new(new string?[count]);

    /// <summary>How many classes there are.</summary>
    public int Count => names.Count;

    /// <summary>The name of a class.</summary>
    public string this[int kind] =>
        (kind < names.Count ? names[kind] : null) ?? kind.ToString(CultureInfo.InvariantCulture);

    /// <summary>The classes of a name, whatever its case; none when no class is called so.</summary>
    public IReadOnlyList<int> Find(string name) =>
        [.. Enumerable.Range(0, Count).Where(kind => this[kind].Equals(name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The names that are most similar to another.</summary>
    public IReadOnlyList<string> Nearest(string name, int count)
    {
        const int Longest = 64;
        var wanted = name[..Math.Min(name.Length, Longest)].ToUpperInvariant();
        return [.. names.OfType<string>()
            .OrderBy(label => EditDistance.Between(wanted, label[..Math.Min(label.Length, Longest)].ToUpperInvariant()))
            .ThenBy(label => label, StringComparer.Ordinal)
            .Take(count)];
    }
}
