using System.Text.Json;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Reads <c>plugin.json</c> and reports every fault at once.</summary>
public static class ManifestReader
{
    /// <summary>The largest manifest that is read, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    private static readonly JsonDocumentOptions Json = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads and validates the manifest of a plugin folder.</summary>
    /// <param name="pluginFolder">The folder that holds <c>plugin.json</c>.</param>
    /// <param name="faults">Every fault found; empty when the manifest is returned.</param>
    /// <returns>The manifest, or null when there are faults.</returns>
    public static PluginManifest? Read(string pluginFolder, out IReadOnlyList<ManifestFault> faults)
    {
        var file = Path.Combine(pluginFolder, PluginManifest.FileName);
        try
        {
            var size = new FileInfo(file).Length;
            if (size > MaximumBytes)
                return Fault(file, $"is {size} bytes long; a manifest has at most {MaximumBytes}.", out faults);
            return Parse(File.ReadAllText(file), file, out faults);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fault(file, $"cannot be read: {e.Message}", out faults);
        }
    }

    /// <summary>Reads and validates the text of a manifest.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">Its path, for the messages and to look for the assembly beside it.</param>
    /// <param name="faults">Every fault found; empty when the manifest is returned.</param>
    /// <returns>The manifest, or null when there are faults.</returns>
    public static PluginManifest? Parse(string json, string file, out IReadOnlyList<ManifestFault> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Fault(file, $"holds a JSON {document.RootElement.ValueKind}; a manifest is an object.", out faults);

            var found = new List<ManifestFault>();
            var manifest = ReadFields(new ManifestFields(document.RootElement, file, "", found));
            ManifestValidator.Validate(manifest, file, found);
            faults = found;
            return found.Count == 0 ? manifest : null;
        }
        catch (JsonException e)
        {
            return Fault(file, $"is not valid JSON: {e.Message}", out faults);
        }
    }

    private static PluginManifest ReadFields(ManifestFields fields)
    {
        var manifest = new PluginManifest
        {
            Name = fields.RequiredText("name"),
            Version = fields.RequiredText("version"),
            Abi = fields.Integer("abi", required: true),
            Assembly = fields.RequiredText("assembly"),
            Description = fields.Text("description") ?? "",
            Engine = fields.Text("engine"),
            Rpcs = fields.Texts("rpcs", required: true),
            Models = ReadModels(fields.Object("models")),
            Devices = fields.Texts("devices", required: true),
            Priority = fields.Integer("priority", required: false),
            Native = fields.Boolean("native"),
            Stateless = fields.Texts("stateless", required: false),
            Rids = fields.Texts("rids", required: false),
        };
        fields.ReportUnknown();
        return manifest;
    }

    private static ModelPatterns ReadModels(ManifestFields? fields)
    {
        if (fields is null)
            return new ModelPatterns();

        var patterns = new ModelPatterns
        {
            Extensions = fields.Texts("extensions", required: false),
            Magic = fields.Texts("magic", required: false),
            Files = fields.Texts("files", required: false),
            Names = fields.Texts("names", required: false),
        };
        fields.ReportUnknown();
        return patterns;
    }

    private static PluginManifest? Fault(string file, string message, out IReadOnlyList<ManifestFault> faults)
    {
        faults = [new ManifestFault(file, "", message)];
        return null;
    }
}
