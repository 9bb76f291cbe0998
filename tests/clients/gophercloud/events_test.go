// Events of a stack and of a resource, page by page.
package gophercloud_test

import (
	"testing"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stackevents"
	"github.com/gophercloud/gophercloud/pagination"
)

func TestEvents(t *testing.T) {
	client := heat(t, "demo")
	stack := created(t, client, "events", readable)
	found, err := stackevents.Find(client, "events").Extract()
	check(t, err)
	equal(t, "the number of events", len(found), 6)

	// One at a time, until a page is empty.
	options := stackevents.ListOpts{Limit: 1, SortDir: stackevents.SortDesc}
	walked := []string{}
	pages := 0
	check(t, stackevents.List(client, "events", stack.ID, options).EachPage(
		func(page pagination.Page) (bool, error) {
			events, err := stackevents.ExtractEvents(page)
			for _, event := range events {
				walked = append(walked, event.ID)
			}
			pages++
			return true, err
		},
	))
	equal(t, "the number of pages", pages, 6)
	all := []string{}
	for _, event := range found {
		all = append(all, event.ID)
		if event.Time.IsZero() {
			t.Errorf("%v has no time", event)
		}
	}
	equal(t, "the events that were walked", walked, all)

	filtered, err := stackevents.List(client, "events", stack.ID, stackevents.ListOpts{
		ResourceNames:    []string{"secret"},
		ResourceStatuses: []stackevents.ResourceStatus{stackevents.ResourceStatusComplete},
		ResourceActions:  []stackevents.ResourceAction{stackevents.ResourceActionCreate},
		ResourceTypes:    []string{"OS::Heat::RandomString"},
	}).AllPages()
	check(t, err)
	events, err := stackevents.ExtractEvents(filtered)
	check(t, err)
	equal(t, "the number of filtered events", len(events), 1)
	equal(t, "the status of the filtered event", events[0].ResourceStatus, "CREATE_COMPLETE")

	// The pager goes on until a page is empty, and Heat knows no empty page of a resource's
	// events: without any the resource is not found. gophercloud's own test says "broke".
	events = nil
	err = stackevents.ListResourceEvents(
		client, "events", stack.ID, "secret",
		stackevents.ListResourceEventsOpts{SortDir: stackevents.SortAsc, Limit: 2},
	).EachPage(func(page pagination.Page) (bool, error) {
		more, err := stackevents.ExtractResourceEvents(page)
		events = append(events, more...)
		return true, err
	})
	if _, ended := err.(gophercloud.ErrDefault404); !ended {
		t.Errorf("the pages of a resource end with %T: %v", err, err)
	}
	equal(t, "the number of events of the resource", len(events), 2)
	event, err := stackevents.Get(client, "events", stack.ID, "secret", events[0].ID).Extract()
	check(t, err)
	equal(t, "the event", event.ResourceStatus, "CREATE_IN_PROGRESS")
	equal(t, "its properties", event.ResourceProperties["length"], 8.0)
	remove(t, client, stack)
}
