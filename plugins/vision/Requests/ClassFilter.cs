using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Vision.Labels;

namespace LocalAI.Plugins.Vision.Requests;

/// <summary>The classes that a request asks for.</summary>
internal sealed class ClassFilter
{
    private const int Suggestions = 3;

    private readonly HashSet<int>? _wanted;

    private ClassFilter(HashSet<int>? wanted) => _wanted = wanted;

    /// <summary>All of them.</summary>
    public static ClassFilter All { get; } = new(null);

    /// <summary>Reads <c>prompt</c>: names with commas or line ends between them; empty for all classes.</summary>
    /// <exception cref="EngineException">The model has no class of that name; the message has the most similar ones.</exception>
    public static ClassFilter Read(string prompt, ClassLabels labels)
    {
        var names = prompt.Split([',', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
            return All;
        HashSet<int> wanted = [];
        foreach (var name in names)
        {
            var found = labels.Find(name);
            if (found.Count == 0)
                throw Unknown(name, labels);
            wanted.UnionWith(found);
        }
        return new ClassFilter(wanted);
    }

    /// <summary>Whether a class is asked for.</summary>
    public bool Has(int kind) => kind >= 0 && (_wanted is null || _wanted.Contains(kind));

    private static EngineException Unknown(string name, ClassLabels labels)
    {
        const int Shown = 60;
        var near = string.Join(", ", labels.Nearest(name, Suggestions).Select(label => $"'{label}'"));
        var said = name.Length > Shown ? name[..Shown] + "…" : name;
        return new EngineException(EngineFailure.InvalidInput,
            $"prompt asks for '{said}', which is no class of this model; the nearest are {near}; leave prompt empty for all classes.");
    }
}
