using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Devices;
using LocalAI.Plugins.Host.Loading;
using LocalAI.Plugins.Host.Options;
using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Host.Tests.Samples;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Host.Tests.Choosing;

public sealed class EngineChooserTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<DeviceKind> _probed = [];
    private FoundDevice[] _gpus = [];

    [Fact]
    public void Magic_bytes_win_over_the_extension()
    {
        var file = _folder.File("model.onnx", "GGUF and more");

        Assert.Equal("llama", Choose(File(file), [Llama(), Onnx()]).Plugin.Name);
    }

    [Fact]
    public void A_file_of_a_model_folder_wins_over_the_folders_name()
    {
        _folder.File("model.onnx/model_index.json", "{}");
        var diffusion = Manifests.Plugin("diffusion", new ModelPatterns { Files = ["model_index.json"] });

        Assert.Equal("diffusion", Choose(File(Path.Combine(_folder.Path, "model.onnx")), [Onnx(), diffusion]).Plugin.Name);
    }

    [Fact]
    public void The_extension_counts_for_a_file_that_says_nothing() =>
        Assert.Equal("onnx", Choose(File(_folder.File("model.ONNX", "")), [Llama(), Onnx()]).Plugin.Name);

    [Theory]
    [InlineData("store://faces")]
    [InlineData("memory")]
    public void A_name_or_its_prefix_counts_where_there_is_no_file(string model)
    {
        var store = Manifests.Plugin("store", new ModelPatterns { Names = ["store://", "memory"] });
        var options = new ModelOptions { Model = model, ModelFile = "/models/" + model };

        Assert.Equal("store", Choose(options, [Llama(), store]).Plugin.Name);
    }

    [Fact]
    public void A_name_must_be_whole_unless_it_is_a_prefix()
    {
        var store = Manifests.Plugin("store", new ModelPatterns { Names = ["memory"] });

        Assert.Throws<ChoiceException>(() => Choose(new ModelOptions { Model = "memory2" }, [store]));
    }

    [Fact]
    public void The_pinned_plugin_takes_whatever_comes() =>
        Assert.Equal("onnx", Choose(File("/models/unknown.bin"), [Llama(), Onnx()], pin: "onnx").Plugin.Name);

    [Fact]
    public void The_option_names_the_plugin()
    {
        var options = File("/models/unknown.bin");
        options.Options.Add("plugin:onnx");

        Assert.Equal("onnx", Choose(options, [Llama(), Onnx()]).Plugin.Name);
    }

    [Fact]
    public void An_option_that_names_another_plugin_than_the_pinned_one_is_refused()
    {
        var catalog = new PluginCatalog([Llama(), Onnx()], [], pin: "llama");
        var options = new ModelOptions { Options = { "plugin:onnx" } };

        Assert.Contains("--plugin llama", Assert.Throws<ChoiceException>(() => Choose(options, catalog)).Message);
    }

    [Fact]
    public void An_unknown_plugin_is_answered_with_the_known_ones()
    {
        var message = Refusal(new ModelOptions { Options = { "plugin:nix" } }, [Llama(), Onnx()]);

        Assert.Contains("'nix'", message);
        Assert.Contains("llama, onnx", message);
    }

    [Fact]
    public void A_named_plugin_that_is_broken_is_answered_with_its_reason()
    {
        var broken = Manifests.Plugin("broken", standing: Standing.Faulty("It lacks a wheel."));

        Assert.Contains("It lacks a wheel.", Refusal(new ModelOptions { Options = { "plugin:broken" } }, [broken]));
    }

    [Fact]
    public void No_candidate_lists_what_was_tried_and_why()
    {
        var broken = Manifests.Plugin("broken", standing: Standing.Faulty("It lacks a wheel."));
        var message = Refusal(File(_folder.File("model.xyz", "xyz")), [Llama(), broken]);

        Assert.Contains("model.xyz", message);
        Assert.Contains("llama takes files beginning with GGUF, .gguf", message);
        Assert.Contains("broken cannot be used (It lacks a wheel)", message);
    }

    [Fact]
    public void A_missing_file_is_said_to_be_missing() =>
        Assert.Contains("does not exist", Refusal(File("/models/nothing.xyz"), [Llama()]));

    [Fact]
    public void No_driver_is_asked_while_every_plugin_is_for_the_processor()
    {
        Choose(File("model.gguf"), [Llama()]);

        Assert.Empty(_probed);
    }

    [Fact]
    public void The_variant_for_the_best_present_device_wins()
    {
        _gpus = [new FoundDevice("cuda", 0, "GPU"), new FoundDevice("vulkan", 0, "GPU")];

        var choice = Choose(File("model.gguf"), [Llama(), Variant("vulkan"), Variant("cuda")]);

        Assert.Equal(("llama-cuda", "cuda:0"), (choice.Plugin.Name, choice.Device.ToString()));
    }

    [Fact]
    public void Without_a_gpu_the_processors_own_variant_wins()
    {
        var choice = Choose(File("model.gguf"), [Variant("cuda"), Llama()]);

        Assert.Equal(("llama", "cpu"), (choice.Plugin.Name, choice.Device.ToString()));
    }

    [Fact]
    public void A_device_can_be_forced_by_option()
    {
        _gpus = [new FoundDevice("cuda", 0, "GPU"), new FoundDevice("cuda", 1, "GPU")];
        var options = File("model.gguf");
        options.Options.Add("device:cuda:1");

        Assert.Equal("cuda:1", Choose(options, [Llama(), Variant("cuda")]).Device.ToString());
    }

    [Fact]
    public void A_device_can_be_forced_by_flag_even_to_a_lesser_one()
    {
        _gpus = [new FoundDevice("cuda", 0, "GPU")];

        var choice = Choose(File("model.gguf"), [Llama(), Variant("cuda")], device: "cpu");

        Assert.Equal(("llama", "cpu"), (choice.Plugin.Name, choice.Device.ToString()));
    }

    [Fact]
    public void A_forced_device_that_is_not_here_is_refused_with_those_that_are()
    {
        var message = Refusal(File("model.gguf"), [Llama(), Variant("cuda")], device: "cuda");

        Assert.Contains("cuda is not on this machine", message);
        Assert.Contains("cpu", message);
    }

    [Fact]
    public void A_forced_device_that_no_variant_is_built_for_is_refused()
    {
        _gpus = [new FoundDevice("vulkan", 0, "GPU")];

        Assert.Contains("llama is built for cpu", Refusal(File("model.gguf"), [Llama()], device: "vulkan:0"));
    }

    [Theory]
    [InlineData("fox", "fox")]
    [InlineData("owl", "owl")]
    [InlineData("crow", "fox")] // Neither is sure; the fox has the higher priority.
    public void Engines_that_claim_the_same_file_are_asked(string text, string expected)
    {
        var catalog = PluginCatalog.Scan(Zoo.Folder("Fox", "Owl", _folder));

        Assert.Equal(expected, Choose(File(_folder.File("tale.fable", text)), catalog).Plugin.Name);
    }

    [Fact]
    public void A_file_that_none_of_them_recognises_is_refused()
    {
        var catalog = PluginCatalog.Scan(Zoo.Folder("Fox", "Owl", _folder));
        var file = _folder.File("tale.fable", "");

        Assert.Contains("fox or owl", Assert.Throws<ChoiceException>(() => Choose(File(file), catalog)).Message);
    }

    public void Dispose() => _folder.Dispose();

    private static ModelOptions File(string path) => new() { Model = Path.GetFileName(path), ModelFile = path };

    private static Plugin Llama() => Manifests.Plugin("llama", new ModelPatterns { Extensions = [".gguf"], Magic = ["GGUF"] });

    private static Plugin Onnx() => Manifests.Plugin("onnx", new ModelPatterns { Extensions = [".onnx"] });

    private static Plugin Variant(string device) =>
        Manifests.Plugin("llama-" + device, new ModelPatterns { Extensions = [".gguf"] }, [device, "cpu"], engine: "llama");

    private string Refusal(ModelOptions options, Plugin[] plugins, string? device = null) =>
        Assert.Throws<ChoiceException>(() => Choose(options, plugins, device: device)).Message;

    private Choice Choose(ModelOptions options, Plugin[] plugins, string? pin = null, string? device = null) =>
        Choose(options, new PluginCatalog(plugins, [], pin), device);

    private Choice Choose(ModelOptions options, PluginCatalog catalog, string? device = null)
    {
        var loggers = NullLoggerFactory.Instance;
        var server = new ServerOptions { Device = device is not null && DeviceWish.TryParse(device, out var wish) ? wish : null };
        var devices = new DeviceChooser(new DeviceInventory(Probe));
        var contexts = new EngineContexts(loggers, new CapabilityResolver(new Router(1)), devices, server);
        var activator = new PluginActivator(catalog, contexts, NullLogger<PluginActivator>.Instance);
        return new EngineChooser(catalog, devices, activator, server, NullLogger<EngineChooser>.Instance)
            .Choose(new ModelRequest(options));
    }

    private IReadOnlyList<FoundDevice> Probe(DeviceKind kind)
    {
        _probed.Add(kind);
        return [.. _gpus.Where(gpu => gpu.Device.Kind == kind)];
    }
}
