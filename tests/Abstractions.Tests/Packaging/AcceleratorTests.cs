using System.Text.Json;

namespace LocalAI.Plugins.Abstractions.Tests.Packaging;

/// <summary>A variant is the same project with another Accelerator; what that selects is checked without fetching it.</summary>
public sealed class AcceleratorTests : IDisposable
{
    private const string Family = "@node-llama-cpp/";

    private readonly string _folder = Directory.CreateTempSubdirectory("variant-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("cpu", "linux-x64", "llama", "linux-x64")]
    [InlineData("cpu", "osx-arm64", "llama", "mac-arm64-metal")]
    [InlineData("cuda", "linux-x64", "llama-cuda", "linux-x64-cuda")]
    [InlineData("cuda", "win-x64", "llama-cuda", "win-x64-cuda")]
    [InlineData("vulkan", "linux-x64", "llama-vulkan", "linux-x64-vulkan")]
    [InlineData("vulkan", "win-x64", "llama-vulkan", "win-x64-vulkan")]
    public async Task An_accelerator_selects_folder_and_native_package(
        string accelerator, string rid, string variant, string package)
    {
        var output = await EvaluateAsync(accelerator, $"-p:NativeRid={rid}",
            "-getProperty:PluginVariant,NativePackage,NativesName,PluginFolder");

        var properties = JsonDocument.Parse(output).RootElement.GetProperty("Properties");
        Assert.Equal(variant, properties.GetProperty("PluginVariant").GetString());
        Assert.Equal(Family + package, properties.GetProperty("NativePackage").GetString());
        Assert.EndsWith($"dist/plugins/{variant}/", properties.GetProperty("PluginFolder").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(package, properties.GetProperty("NativesName").GetString(), StringComparison.Ordinal);
        Assert.Contains(Family + package, PackagesOf(accelerator));
    }

    [Theory]
    [InlineData("cpu", "llama", new[] { "cpu" })]
    [InlineData("cuda", "llama-cuda", new[] { "cuda", "cpu" })]
    [InlineData("vulkan", "llama-vulkan", new[] { "vulkan", "cpu" })]
    public async Task An_accelerator_puts_its_device_first_in_the_manifest(string accelerator, string name, string[] devices)
    {
        await EvaluateAsync(accelerator, "-t:WriteManifest", $"-p:PluginFolder={_folder}/");

        var manifest = ManifestReader.Read(_folder, out var faults);
        Assert.Empty(faults);
        Assert.Equal(name, manifest?.Name);
        Assert.Equal("llama", manifest?.EngineName);
        Assert.Equal(devices, manifest?.Devices);
    }

    private static Task<string> EvaluateAsync(string accelerator, params string[] arguments) => Dotnet.RunAsync(
        TestContext.Current.CancellationToken,
        [
            "msbuild", "plugins/llama/LocalAI.Plugins.Llama.csproj", "-nodeReuse:false", "-v:q", $"-p:Accelerator={accelerator}",
            .. arguments,
        ]);

    private static IEnumerable<string> PackagesOf(string accelerator)
    {
        var file = Path.Combine(Dotnet.RepositoryRoot, "plugins", "shared", "LlamaCpp", "natives", accelerator, "package.json");
        using var package = JsonDocument.Parse(File.ReadAllText(file));
        return [.. package.RootElement.GetProperty("optionalDependencies").EnumerateObject().Select(entry => entry.Name)];
    }
}
