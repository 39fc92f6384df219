using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Choosing;

/// <summary>What a LoadModel says about which engine and device it wants.</summary>
internal sealed class ModelRequest
{
    private const string PluginOption = "plugin:";
    private const string DeviceOption = "device:";

    public ModelRequest(ModelOptions options)
    {
        Options = options;
        Plugin = Value(PluginOption);
        // A value that is no device of ours belongs to the engine, which may know a device called Vulkan0.
        Device = Value(DeviceOption) is { } text && DeviceWish.TryParse(text, out var wish) ? wish : null;
    }

    public ModelOptions Options { get; }

    /// <summary>The plugin that the Options name, if they do.</summary>
    public string? Plugin { get; }

    /// <summary>The device that the Options name, if they do.</summary>
    public DeviceWish? Device { get; }

    /// <summary>The file or folder to look at: ModelFile, or Model where only that is given.</summary>
    public string File => Options.ModelFile.Length > 0 ? Options.ModelFile : Options.Model;

    /// <summary>The model as messages name it.</summary>
    public string Name => Options.Model.Length > 0 ? Options.Model : Options.ModelFile;

    private string? Value(string key)
    {
        foreach (var option in Options.Options)
        {
            if (option.StartsWith(key, StringComparison.Ordinal) && option[key.Length..].Trim() is { Length: > 0 } value)
                return value;
        }
        return null;
    }
}
