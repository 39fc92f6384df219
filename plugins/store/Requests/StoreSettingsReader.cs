using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Store.Requests;

/// <summary>Turns LoadModel into settings; all faults are reported in one message.</summary>
internal static class StoreSettingsReader
{
    /// <summary>The environment variable with the folders that <c>path</c> may lie in; unset for any.</summary>
    public const string RootsVariable = "LOCALAI_STORE_ROOTS";

    // The host reads these itself.
    private static readonly string[] HostOptions = ["plugin", "device"];

    /// <exception cref="EngineException">One or more fields are wrong; the message names each with its value.</exception>
    public static StoreSettings Read(ModelOptions options, Func<string, string?> environment)
    {
        List<string> faults = [];
        var name = NamespaceName.Read(options.Model, out var fault);
        if (name is null)
            faults.Add(fault);
        var settings = new StoreSettings { Name = name ?? "" };
        if (options.Threads > 0)
            settings = settings with { Threads = Math.Min(options.Threads, Environment.ProcessorCount) };
        foreach (var entry in options.Options)
            settings = Apply(settings, entry, faults);
        if (settings is { Folder: not null, Postgres: not null })
            faults.Add("Options has both path and postgres, and a namespace is kept in one place; remove one of them");
        if (faults.Count > 0)
            throw new EngineException(EngineFailure.InvalidInput, $"LoadModel cannot use these settings: {string.Join("; ", faults)}.");
        if (settings.Folder is not { } folder)
            return settings;

        var full = RequestPath.Full("path", Path.Combine(options.ModelPath, folder), "the folder that keeps the namespace");
        AllowedRoots.Read(RootsVariable, environment).Check("path", full);
        return settings with { Folder = full };
    }

    private static StoreSettings Apply(StoreSettings settings, string entry, List<string> faults)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        var (name, value) = colon < 0 ? (entry, null) : (entry[..colon], entry[(colon + 1)..]);
        if (HostOptions.Contains(name))
            return settings;
        if (StoreOptions.Find(name) is not { } option)
        {
            faults.Add($"the option '{name}' is unknown; the options are {string.Join(", ", StoreOptions.All.Select(known => known.Name))}");
            return settings;
        }
        if (option.Apply(settings, value) is { } applied)
            return applied;
        faults.Add($"{name} is '{value}'; write {option.Expects}");
        return settings;
    }
}
