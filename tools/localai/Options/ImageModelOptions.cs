using System.CommandLine;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Options;

/// <summary>The options that say which model looks at images, and how it is loaded.</summary>
internal sealed class ImageModelOptions
{
    private const string FacesPlugin = "faces";

    // What the plugin calls the pack that comes with it.
    private const string FacesPack = "default";

    private readonly Option<string?> _model;

    private readonly Option<int> _threads = NumberOption.Create("--threads", "Threads; 0: as many as are good here", 0, 0, 4096);

    private readonly Option<string?> _device = new("--device")
    {
        HelpName = "DEVICE",
        Description = "Load on this device only, such as cpu or cuda:0 [default: the best one present]",
    };

    private readonly Option<string?> _plugin;
    private readonly EngineOptions _options;
    private readonly bool _isForFaces;

    private ImageModelOptions(Command command, bool isForFaces, string file, string model, string plugin, string example)
    {
        _isForFaces = isForFaces;
        _model = new Option<string?>("--model", "-m") { HelpName = file, Description = model };
        _plugin = new Option<string?>("--plugin") { HelpName = "NAME", Description = plugin };
        command.Add(_model);
        command.Add(_threads);
        command.Add(_device);
        command.Add(_plugin);
        _options = new EngineOptions(command, example);
    }

    /// <summary>Adds the options to a command that finds objects.</summary>
    public static ImageModelOptions ForObjects(Command command) => new(
        command,
        isForFaces: false,
        "FILE.onnx",
        "The model to load; none comes with the project [default: with --addr, the one loaded there]",
        "Load with this plugin only [default: the one that recognises the file]",
        "nms:0.5");

    /// <summary>Adds the options to a command that looks at faces.</summary>
    public static ImageModelOptions ForFaces(Command command) => new(
        command,
        isForFaces: true,
        "PACK",
        $"The models to load: a pack's name, its folder or a file [default: {FacesPack}, which comes with the plugin; with --addr, what is "
            + "loaded there]",
        $"Load with this plugin only [default: {FacesPlugin}]",
        "antispoof_threshold:0.6");

    /// <summary>Makes the command ask for a model, unless a running host may have one.</summary>
    public void Require(Command command, ConnectionOptions connection) => command.Validators.Add(result =>
    {
        if (result.GetValue(_model) is null && result.GetValue(connection.Address) is null)
            result.AddError("No model is named; give --model FILE.onnx, or --addr HOST:PORT of a host that has one loaded.");
    });

    /// <summary>What LoadModel is to be asked, or null when no model is named.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="connection">A file is looked for here only when the host is started here.</param>
    /// <exception cref="UserError">There is no such file.</exception>
    public ModelOptions? Read(ParseResult result, ConnectionSettings connection)
    {
        var given = result.GetValue(_model);
        if (given is null && (connection.Address is not null || !_isForFaces))
            return null;

        var options = given is null ? new ModelOptions { Model = FacesPack } : Locate(given, connection);
        options.Threads = result.GetValue(_threads);
        if (result.GetValue(_device) is { } device)
            options.Options.Add($"device:{device}");
        if ((result.GetValue(_plugin) ?? (_isForFaces ? FacesPlugin : null)) is { } plugin)
            options.Options.Add($"plugin:{plugin}");
        options.Options.AddRange(_options.Read(result).Select(option => $"{option.Key}:{option.Value}"));
        return options;
    }

    private ModelOptions Locate(string model, ConnectionSettings connection)
    {
        var path = Path.GetFullPath(model);
        if (Path.Exists(path))
        {
            return new ModelOptions
            {
                Model = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)),
                ModelFile = path,
                ModelPath = Path.GetDirectoryName(path) ?? "",
            };
        }

        // The faces engine knows packs by name.
        if (_isForFaces && Path.GetFileName(model) == model)
            return new ModelOptions { Model = model };
        if (connection.Address is null)
        {
            throw new UserError(_isForFaces
                ? $"There is no pack at '{model}'; --model takes a pack's name, its folder or a file."
                : $"There is no model at '{model}'; --model takes an .onnx file.");
        }
        // A host on another machine has its own files.
        return new ModelOptions { Model = model, ModelFile = model };
    }
}
