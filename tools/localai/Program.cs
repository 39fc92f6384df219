using LocalAI.CommandLine;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Rendering;

using var interruption = new Interruption();
return await CommandLineTool.RunAsync(args, Terminal.OfThisProcess(), interruption);
