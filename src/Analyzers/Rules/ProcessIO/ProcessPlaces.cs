using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProcessSafety.Analyzers.Domain.Facts;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>Names the places and streams of a finding, for messages and fixes.</summary>
internal static class ProcessPlaces
{
    public static (Location Location, string Text) Of(ProcessEvent place)
    {
        Site site = Sites.OfFact(place.Operation, keepsArguments: true);
        return (Location.Create(site.Tree, site.Span), site.Text);
    }

    public static IEnumerable<Location> LocationsOf(ImmutableArray<ProcessEvent> events) =>
        events.Select(static place => Of(place).Location);

    public static string NamesOf(ImmutableArray<ProcessStream> streams) =>
        string.Join(" and ", streams.Select(static stream => "Standard" + stream));

    public static ImmutableDictionary<string, string?> PropertiesOf(ProcessFinding finding)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (finding.IsRedirected)
        {
            properties = properties.Add(DiagnosticProperties.Redirected, "true");
        }

        if (finding.Hazard is ProcessHazard.WaitsBeforeReading or ProcessHazard.WritesBeforeReading && finding.Start is { } start)
        {
            properties = properties.Add(DiagnosticProperties.Starts, OffsetOf(start));
        }

        if (finding.Hazard == ProcessHazard.WaitsBeforeReading && finding.Write is { } write)
        {
            properties = properties.Add(DiagnosticProperties.Write, OffsetOf(write.At));
        }

        if (finding.IsReadByEvents)
        {
            properties = properties.Add(DiagnosticProperties.ByEvents, "true");
        }

        if (finding.Hazard is ProcessHazard.AsksTooEarly or ProcessHazard.SparesTheTree or ProcessHazard.LeavesBehind)
        {
            return finding.Others.Add(finding.Event).Any(static found => found.IsOfCallee)
                ? properties.Add(DiagnosticProperties.Call, OffsetOf(finding.Event.At))
                : properties;
        }

        properties = WithCall(properties, finding);
        return finding.Hazard switch
        {
            ProcessHazard.WaitsBeforeReading
                when finding.Streams.Length == 1 && finding.Others.All(static read => read.Kind == ProcessEventKind.Drain) =>
                properties.Add(DiagnosticProperties.Drained, "true"),
            ProcessHazard.NeverReads when finding.IsRedirected =>
                properties.Add(DiagnosticProperties.Stream, finding.Streams[0].ToString()),
            _ => properties,
        };
    }

    /// <summary>Adds where the body calls the function that the event is in, where that is another one.</summary>
    public static ImmutableDictionary<string, string?> WithCall(ImmutableDictionary<string, string?> properties, ProcessFinding finding) =>
        finding.Event.At == finding.Event.Operation
            ? properties
            : properties.Add(DiagnosticProperties.Call, OffsetOf(finding.Event.At));

    /// <summary>Where an operation begins in its file.</summary>
    public static string OffsetOf(IOperation operation) => operation.Syntax.SpanStart.ToString(CultureInfo.InvariantCulture);
}
