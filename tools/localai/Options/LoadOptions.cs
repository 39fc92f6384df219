using System.CommandLine;
using LocalAI.CommandLine.Hosting;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Options;

/// <summary>The options that say which model to load, and how.</summary>
internal sealed class LoadOptions
{
    // What LocalAI sends when nothing is configured.
    private const int AllLayers = 99999999;
    private const int Batch = 512;

    private readonly Option<string?> _model = new("--model", "-m")
    {
        HelpName = "FILE",
        Description = "The model to load [default: the small one that comes with the project; with --addr, the one loaded there]",
    };

    private readonly Option<int> _context =
        NumberOption.Create("--context", "Tokens of context; 0: what the model was trained with", 0, 0, int.MaxValue);

    private readonly Option<int> _threads = NumberOption.Create("--threads", "Threads; 0: as many as are good here", 0, 0, 4096);
    private readonly Option<int> _parallel = NumberOption.Create("--parallel", "Requests answered at once", 1, 1, 4096);

    private readonly Option<int?> _gpuLayers =
        NumberOption.CreateOptional("--gpu-layers", "Layers on the GPU, where the device is one [default: all]", 0, AllLayers);

    private readonly Option<string?> _device = new("--device")
    {
        HelpName = "DEVICE",
        Description = "Load on this device only, such as cpu or cuda:0 [default: the best one present]",
    };

    private readonly Option<string?> _plugin = new("--plugin")
    {
        HelpName = "NAME",
        Description = "Load with this plugin only [default: the one that recognises the file]",
    };

    private readonly Option<string[]> _options = new("--option")
    {
        HelpName = "NAME:VALUE",
        Description = "An option of the engine, such as context_shift:true; may be repeated",
        DefaultValueFactory = _ => [],
    };

    private readonly ShippedModel? _shipped;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="shipped">The model when none is named and a host is started; null for none.</param>
    public LoadOptions(Command command, ShippedModel? shipped = null)
    {
        _shipped = shipped;
        command.Add(_model);
        command.Add(_context);
        command.Add(_threads);
        command.Add(_parallel);
        command.Add(_gpuLayers);
        command.Add(_device);
        command.Add(_plugin);
        command.Add(_options);
    }

    /// <summary>Makes the command ask for a model, unless a running host may have one.</summary>
    public void Require(Command command, ConnectionOptions connection) => command.Validators.Add(result =>
    {
        if (result.GetValue(_model) is null && result.GetValue(connection.Address) is null && Shipped is null)
            result.AddError("No model is named; give --model FILE, or --addr HOST:PORT of a host that has one loaded.");
    });

    private string? Shipped => _shipped?.Find(Checkout.FindRoot(AppContext.BaseDirectory));

    /// <summary>Whether no model is named and there is a shipped one.</summary>
    public bool IsShipped(ParseResult result) =>
        result.GetValue(_model) is null && Shipped is not null;

    /// <summary>What LoadModel is to be asked, or null when no model is named.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="connection">A file is looked for here only when the host is started here.</param>
    /// <param name="embeddings">Whether the model is to embed rather than to write.</param>
    public ModelOptions? Read(ParseResult result, ConnectionSettings connection, bool embeddings = false)
    {
        if ((result.GetValue(_model) ?? (connection.Address is null ? Shipped : null)) is not { } model)
            return null;

        var path = Path.GetFullPath(model);
        var exists = Path.Exists(path);
        if (!exists && connection.Address is null)
            throw new UserError($"There is no model at '{model}'; --model takes a file or a model's folder.");

        // A host on another machine has its own files: what does not exist here is passed on as it was written.
        var options = new ModelOptions
        {
            Model = exists ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : model,
            ModelFile = exists ? path : model,
            ModelPath = exists ? Path.GetDirectoryName(path) ?? "" : "",
            ContextSize = result.GetValue(_context),
            Threads = result.GetValue(_threads),
            NGPULayers = result.GetValue(_gpuLayers) ?? AllLayers,
            NBatch = Batch,
            MMap = true,
            FlashAttention = "auto",
            Embeddings = embeddings,
            Options = { $"parallel:{result.GetValue(_parallel)}" },
        };
        if (result.GetValue(_device) is { } device)
            options.Options.Add($"device:{device}");
        if (result.GetValue(_plugin) is { } plugin)
            options.Options.Add($"plugin:{plugin}");
        options.Options.AddRange(result.GetValue(_options));
        return options;
    }
}
