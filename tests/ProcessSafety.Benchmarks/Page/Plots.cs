using System;
using System.IO;
using System.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using ProcessSafety.Benchmarks.Growth;
using ProcessSafety.Benchmarks.OwnTime;

namespace ProcessSafety.Benchmarks.Page;

/// <summary>The pictures of docs/performance.md, of the same run as its tables.</summary>
internal static class Plots
{
    private const double Width = 760, Height = 360;

    private static readonly OxyColor[] Colors =
        [OxyColor.FromRgb(0x1f, 0x6f, 0xb4), OxyColor.FromRgb(0xd9, 0x7a, 0x1c), OxyColor.FromRgb(0x3a, 0x91, 0x4f)];

    public static void Write(Measurements measured, string folder)
    {
        Directory.CreateDirectory(folder);
        Save(measured.Own.IsEmpty ? null : OwnTime(measured), Path.Combine(folder, "own-time.svg"));
        Save(measured.Edits.IsEmpty ? null : Edits(measured), Path.Combine(folder, "edits.svg"));
        Save(measured.Growth.IsEmpty ? null : Growth(measured), Path.Combine(folder, "growth.svg"));
    }

    private static void Save(PlotModel? plot, string path)
    {
        if (plot is not null)
        {
            SvgExporter exporter = new() { Width = Width, Height = Height, IsDocument = false };
            File.WriteAllText(path, exporter.ExportToString(plot));
        }
    }

    private static PlotModel Empty(string title) => new()
    {
        Title = title,
        TitleFontSize = 15,
        Background = OxyColors.White,
        Legends = { new Legend { LegendPosition = LegendPosition.RightBottom, LegendPlacement = LegendPlacement.Inside } },
    };

    /// <summary>Bars from 0.1 to 1,000 %: on a plain axis, the shortest would not be seen.</summary>
    private static PlotModel OwnTime(Measurements measured)
    {
        PlotModel plot = Empty("Own time of analyzers, in percent of binding");
        string[] packages = [.. measured.Own[0].Others.Select(static row => row.Name).Reverse(), measured.Own[0].All.Name];
        plot.Axes.Add(new CategoryAxis { Position = AxisPosition.Left, ItemsSource = packages });
        plot.Axes.Add(new LogarithmicAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = 0.1,
            Maximum = 1000,
            MajorGridlineStyle = LineStyle.Dot,
        });
        foreach ((OwnTimeTable own, OxyColor color) in measured.Own.Zip(Colors))
        {
            plot.Series.Add(new BarSeries
            {
                Title = own.Tree,
                BaseValue = 0.1,
                FillColor = color,
                LabelPlacement = LabelPlacement.Outside,
                LabelFormatString = "{0:0.0}",
                ItemsSource = packages.Select(package => new BarItem(
                    own.Others.Append(own.All).First(row => row.Name == package).Percent)).ToList(),
            });
        }

        return plot;
    }

    private static PlotModel Edits(Measurements measured)
    {
        PlotModel plot = Empty("What the rules add to one key, in milliseconds");
        plot.Axes.Add(new CategoryAxis
        {
            Position = AxisPosition.Left,
            ItemsSource = measured.Edits.Reverse().Select(static edit => edit.Name).ToList(),
        });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, MajorGridlineStyle = LineStyle.Dot });
        plot.Series.Add(new BarSeries
        {
            Title = "measured",
            FillColor = Colors[0],
            LabelPlacement = LabelPlacement.Outside,
            LabelFormatString = "{0:0.0}",
            ItemsSource = measured.Edits.Reverse().Select(static edit => new BarItem(Math.Max(0, edit.Pairs.Added))).ToList(),
        });
        plot.Series.Add(new BarSeries
        {
            Title = "aim",
            FillColor = OxyColors.LightGray,
            ItemsSource = measured.Edits.Reverse().Select(static edit => new BarItem(edit.Limit)).ToList(),
        });
        return plot;
    }

    private static PlotModel Growth(Measurements measured)
    {
        PlotModel plot = Empty("Time for one line of growing code, compared with 10,000 lines");
        plot.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Bottom, Title = "lines", MajorGridlineStyle = LineStyle.Dot });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, MajorGridlineStyle = LineStyle.Dot });
        foreach (GrowthTimes growth in measured.Growth.Where(static growth => growth.Shape.Sizes[^1] == 400_000))
        {
            LineSeries series = new() { Title = growth.Shape.Name, MarkerType = MarkerType.Circle, MarkerSize = 3 };
            series.Points.AddRange(growth.Shape.Sizes.Zip(growth.Microseconds)
                .Select(point => new DataPoint(point.First, point.Second / growth.Microseconds[0])));
            plot.Series.Add(series);
        }

        return plot;
    }
}
