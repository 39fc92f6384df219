using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Stores;

/// <summary>A namespace and what keeps it.</summary>
internal sealed class StoreNamespace
{
    private const string Prefix = "store://";

    private readonly IReadOnlyList<string> _options;

    /// <param name="name">Its name, with or without the prefix of models.</param>
    /// <param name="folder">The folder that keeps it, absolute; null where none is named.</param>
    /// <param name="options">Other options of LoadModel.</param>
    public StoreNamespace(string name, string? folder, IReadOnlyList<string> options)
    {
        Name = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
        Folder = folder;
        _options = options;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The <c>Model</c> of its LoadModel.</summary>
    public string Model => Prefix + Name;

    /// <summary>The folder that keeps it, absolute; null where none is named.</summary>
    public string? Folder { get; }

    /// <summary>Whether it is said how it is kept or searched.</summary>
    public bool HasOptions => Folder is not null || _options.Count > 0;

    /// <summary>What LoadModel is to be asked.</summary>
    public ModelOptions Load()
    {
        var load = new ModelOptions { Model = Model };
        if (Folder is not null)
            load.Options.Add($"path:{Folder}");
        load.Options.AddRange(_options);
        return load;
    }
}
