using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;

namespace LocalAI.Plugins.Host.Tests.Samples;

internal static class Manifests
{
    public static string Json(string name, string more = "", string version = "1.0.0") =>
        $$"""
        { "name": "{{name}}", "version": "{{version}}", "abi": 1, "assembly": "Engine.dll", "rpcs": ["Predict"],
          "devices": ["cpu"]{{more}} }
        """;

    public static Plugin Plugin(
        string name, ModelPatterns? models = null, string[]? devices = null, string? engine = null, int priority = 0,
        string[]? rpcs = null, Standing? standing = null, string[]? stateless = null) => new("/plugins/" + name, new PluginManifest
        {
            Name = name,
            Version = "1.0.0",
            Abi = 1,
            Assembly = "Engine.dll",
            Engine = engine,
            Models = models ?? new ModelPatterns(),
            Devices = devices ?? ["cpu"],
            Priority = priority,
            Rpcs = rpcs ?? ["Predict", "PredictStream"],
            Stateless = stateless ?? [],
        }, standing ?? Standing.Available);
}
