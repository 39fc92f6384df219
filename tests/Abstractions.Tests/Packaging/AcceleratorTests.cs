using System.Text.Json;

namespace LocalAI.Plugins.Abstractions.Tests.Packaging;

/// <summary>A variant is the same project with another Accelerator; what that selects is checked without fetching it.</summary>
public sealed class AcceleratorTests : IDisposable
{
    private const string Family = "@node-llama-cpp/";
    private const string Llama = "plugins/llama/LocalAI.Plugins.Llama.csproj";
    private const string Trainer = "plugins/trainer/LocalAI.Plugins.Trainer.csproj";
    private const string Faces = "plugins/faces/LocalAI.Plugins.Faces.csproj";
    private const string Vision = "plugins/vision/LocalAI.Plugins.Vision.csproj";

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

    [Theory]
    [InlineData("cpu", "linux-x64", "libtorch-cpu-linux-x64")]
    [InlineData("cpu", "win-x64", "libtorch-cpu-win-x64")]
    [InlineData("cpu", "osx-arm64", "libtorch-cpu-osx-arm64")]
    [InlineData("cuda", "linux-x64", "TorchSharp-cuda-linux")]
    [InlineData("cuda", "win-x64", "TorchSharp-cuda-windows")]
    public async Task An_accelerator_selects_the_trainer_s_libtorch(string accelerator, string rid, string package)
    {
        var output = await RunAsync(Trainer, accelerator, $"-p:NativeRid={rid}", "-getItem:PackageReference");

        Assert.Equal([package], ReferencesIn(output).Where(name =>
            name.StartsWith("libtorch-", StringComparison.Ordinal) || name.StartsWith("TorchSharp-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_trainer_for_cuda_is_a_variant_of_the_trainer()
    {
        await RunAsync(Trainer, "cuda", "-t:WriteManifest", $"-p:PluginFolder={_folder}/");

        var manifest = ManifestReader.Read(_folder, out var faults);
        Assert.Empty(faults);
        Assert.Equal(("trainer-cuda", "trainer"), (manifest?.Name, manifest?.EngineName));
        Assert.Equal(["cuda", "cpu"], manifest?.Devices);
    }

    // The packages for GPUs are not to be had everywhere: the default build must not even name them.
    [Theory]
    [InlineData(Faces, "cpu", "linux-x64", "Microsoft.ML.OnnxRuntime")]
    [InlineData(Faces, "cpu", "win-x64", "Microsoft.ML.OnnxRuntime")]
    [InlineData(Faces, "cuda", "linux-x64", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData(Faces, "directml", "win-x64", "Microsoft.ML.OnnxRuntime.DirectML")]
    [InlineData(Vision, "cpu", "linux-x64", "Microsoft.ML.OnnxRuntime")]
    [InlineData(Vision, "cpu", "osx-arm64", "Microsoft.ML.OnnxRuntime")]
    [InlineData(Vision, "cuda", "win-x64", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData(Vision, "directml", "win-x64", "Microsoft.ML.OnnxRuntime.DirectML")]
    public async Task An_accelerator_selects_the_package_of_ONNX_Runtime(string project, string accelerator, string rid, string package)
    {
        var output = await RunAsync(project, accelerator, $"-p:NativeRid={rid}", "-getItem:PackageReference");

        Assert.Equal([package], ReferencesIn(output).Where(name => name.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Faces, "cpu", "faces", "faces", new[] { "cpu" })]
    [InlineData(Faces, "cuda", "faces-cuda", "faces", new[] { "cuda", "cpu" })]
    [InlineData(Faces, "directml", "faces-directml", "faces", new[] { "directml", "cpu" })]
    [InlineData(Vision, "cpu", "vision", "vision", new[] { "cpu" })]
    [InlineData(Vision, "cuda", "vision-cuda", "vision", new[] { "cuda", "cpu" })]
    [InlineData(Vision, "directml", "vision-directml", "vision", new[] { "directml", "cpu" })]
    public async Task An_engine_with_ONNX_Runtime_is_a_variant_for_each_device(
        string project, string accelerator, string name, string engine, string[] devices)
    {
        await RunAsync(project, accelerator, "-t:WriteManifest", $"-p:PluginFolder={_folder}/");

        var manifest = ManifestReader.Read(_folder, out var faults);
        Assert.Empty(faults);
        Assert.Equal((name, engine), (manifest?.Name, manifest?.EngineName));
        Assert.Equal(devices, manifest?.Devices);
    }

    private static IEnumerable<string> ReferencesIn(string evaluation) =>
        JsonDocument.Parse(evaluation).RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!);

    private static Task<string> EvaluateAsync(string accelerator, params string[] arguments) => RunAsync(Llama, accelerator, arguments);

    private static Task<string> RunAsync(string project, string accelerator, params string[] arguments) => Dotnet.RunAsync(
        TestContext.Current.CancellationToken,
        ["msbuild", project, "-nodeReuse:false", "-v:q", $"-p:Accelerator={accelerator}", .. arguments]);

    private static IEnumerable<string> PackagesOf(string accelerator)
    {
        var file = Path.Combine(SolutionFolder.Path, "plugins", "shared", "LlamaCpp", "natives", accelerator, "package.json");
        using var package = JsonDocument.Parse(File.ReadAllText(file));
        return [.. package.RootElement.GetProperty("optionalDependencies").EnumerateObject().Select(entry => entry.Name)];
    }
}
